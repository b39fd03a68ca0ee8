browse-title = All services
browse-question = What has happened?
browse-doors = By what has happened
browse-bundles = Several things in one go
browse-door-retired = I have retired
    .description = Pension, yearly check
browse-door-grown-old = I am getting older
    .description = Senior card, allowances
browse-door-ill = I am ill
    .description = Bills, doctors elsewhere
browse-door-lost-card = I lost a card
    .description = Social security, identity card
browse-door-moved = I have moved
    .description = Household, health insurance
browse-door-need-care = I need care
    .description = Care at home, care homes
browse-door-hard-up = Money is short
    .description = Living support, relief
browse-door-disability = Living with a disability
    .description = Certificate, allowances
browse-door-veteran = I was a soldier
    .description = Veteran card, allowance
browse-door-bereaved = After a death in the family
    .description = Survivors' benefits, register
browse-departments = Find by department
browse-departments-question = Which department do you need?
browse-departments-list = Departments
browse-departments-empty = There are no departments here yet. Press "Help" and somebody will help you.
browse-department-count = { $count ->
    [one] { $count } service
   *[other] { $count } services
 }
