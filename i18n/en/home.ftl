home-title = Home
home-clear = Can you read this well?
home-clear-yes = I can read it
home-clear-larger = Larger, please
    .disabled = It is the largest
home-question = Hello. What do you need?
home-asked = { $count ->
    [one] You are asked to add something to one matter. Please press "My applications".
   *[other] You are asked to add something to { $count } matters. Please press "My applications".
}
home-search = Find, such as "senior card"
home-tiles = Often asked for
home-tile-pension = Pension
    .description = Monthly pension, yearly check
home-tile-medical = Health
    .description = Bills, doctors elsewhere
home-tile-allowance = Senior card
    .description = Card, allowances
home-tile-cards = Cards
    .description = Social security, identity card
home-tile-care = Care
    .description = Care at home, meals
home-tile-hotline = Report it
    .description = Call 12345
home-more = More
home-browse = All services
home-matters = My applications
