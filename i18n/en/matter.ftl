matter-title = Where it stands
matter-waiting = Where it stands
matter-number = Your number
matter-timeline = Step by step
matter-holder = It is with: { $holder }
matter-by = Done by { $date } at the latest
matter-call = Questions? Call
matter-demo = This is a demonstration. A machine plays the clerk.
