//! The rows of the tables. Times are microseconds since 1970; nothing outside the store sees a row.

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
        /// The department's own number.
        pub number: Option<String>,
        /// How far a terminal goes with it.
        pub handling: String,
        /// In what manner it is spoken of.
        pub manner: String,
        /// The name of whom it is for.
        pub applicant_name: Option<String>,
        /// How what comes of it is handed out.
        pub handout: Option<Json>,
        /// What is still to be brought.
        pub bring: Option<Json>,
        /// Until which day.
        pub bring_by: Option<String>,
        /// What its owner is asked for.
        pub demand: Option<Json>,
        /// Why not.
        pub refusal: Option<Json>,
        /// Where its documents are.
        pub documents: Option<Json>,
        /// Who it is for and what: a keyed hash, for finding the same twice. Several rows may have the same.
        pub person: Option<Uuid>,
        /// The open task of staff; none once it has ended.
        pub task: Option<Uuid>,
        /// When it was received last: filed, or mended before acceptance.
        pub received: i64,
        /// The day on which the promised days came to stand still.
        pub stopped: Option<String>,
        /// The file of the whole it belongs to: its own, if it is one.
        pub whole: Option<Uuid>,
        /// Of a part, who is to take it.
        pub department: Option<Json>,
        /// Of a part, how often it was handed over.
        pub tries: i32,
        /// Of a part nobody has taken yet, when it is handed over again.
        pub due: Option<i64>,
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

/// What an owner said on one occasion.
pub mod rating {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "rating")]
    pub struct Model {
        /// The serial of the application.
        #[sea_orm(primary_key, auto_increment = false)]
        pub application: i64,
        /// When one was asked.
        #[sea_orm(primary_key, auto_increment = false)]
        pub occasion: String,
        /// How it was.
        pub level: String,
        /// Why.
        pub why: Option<String>,
        /// When it was said.
        pub at: i64,
    }

    /// No relation is followed by the mapper.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The wrong tries to find an application by a receipt number, there or not.
pub mod attempt {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "attempt")]
    pub struct Model {
        /// The number as it was given, without its check digit.
        #[sea_orm(primary_key, auto_increment = false)]
        pub receipt: i64,
        /// When each was.
        pub times: Json,
        /// When the last was.
        pub last: i64,
    }

    /// No relation is followed by the mapper.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A random key of this database.
pub mod secret {
    use sea_orm::entity::prelude::*;

    /// A row; without `Debug`.
    #[derive(Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "secret")]
    pub struct Model {
        /// For what.
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        /// The key.
        pub value: String,
    }

    /// No relation is followed by the mapper.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl std::fmt::Debug for Model {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.debug_struct("secret").field("name", &self.name).finish_non_exhaustive()
        }
    }
}
