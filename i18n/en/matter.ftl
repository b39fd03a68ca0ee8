matter-title = How far it is
matter-waiting = How far it is
matter-number = Your number
matter-timeline = Step by step
matter-holder = It is with: { $holder }
matter-by = At the latest on { $date }
matter-call = Questions? Call
matter-demo = This is a demonstration. A machine plays the clerk.
