//! The rows of the three tables. Times are microseconds since 1970; nothing outside the store sees a row.

/// An application 办件. The answers are personal data and stand in one column.
pub mod application {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "application")]
    pub struct Model {
        /// Counts up; the receipt number is made of it.
        #[sea_orm(primary_key)]
        pub serial: i64,
        /// GovStack's `fileId`.
        pub file: Uuid,
        /// The receipt number without its check digit.
        pub receipt: Option<i64>,
        /// Which service.
        pub service: Uuid,
        /// Its name when it was filed, in every language.
        pub service_name: Json,
        /// By which form.
        pub form: Uuid,
        /// Whose.
        pub applicant: Uuid,
        /// Who filed it for them.
        pub agent: Option<Json>,
        /// The answers by key.
        pub answers: Json,
        /// When it was filed.
        pub filed: i64,
        /// Where it is.
        pub stage: String,
        /// Since when.
        pub changed: i64,
        /// Who has it.
        pub holder: Option<Json>,
        /// By which day it is to be done.
        pub promised: Option<String>,
        /// In how many working days from acceptance.
        pub promised_days: Option<i32>,
        /// Whether the built-in clerk may move it.
        pub demo: bool,
        /// The header `Information-Mediator-Client`.
        pub mediator: Option<String>,
    }

    /// No relation is followed by the mapper.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    /// Says which row it is, and nothing of the person.
    impl std::fmt::Debug for Model {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.debug_struct("application").field("serial", &self.serial).finish_non_exhaustive()
        }
    }
}

/// One thing that happened to an application.
pub mod step {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "step")]
    pub struct Model {
        /// Counts up.
        #[sea_orm(primary_key)]
        pub id: i64,
        /// The serial of the application.
        pub application: i64,
        /// What it became.
        pub stage: String,
        /// When.
        pub at: i64,
        /// What was said with it, in every language.
        pub note: Option<Json>,
    }

    /// No relation is followed by the mapper.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A key an application was filed with.
pub mod key {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "idempotency_key")]
    pub struct Model {
        /// The key.
        #[sea_orm(primary_key, auto_increment = false)]
        pub key: Uuid,
        /// Of what was filed: a `UUIDv5`.
        pub fingerprint: Uuid,
        /// What came of it.
        pub file: Uuid,
    }

    /// No relation is followed by the mapper.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
