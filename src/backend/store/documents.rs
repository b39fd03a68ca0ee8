//! What is known of each document: its kind, who sent it, to which application it belongs. The files lie elsewhere.

use jiff::Timestamp;
use sea_orm::prelude::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryTrait, Set};
use uuid::Uuid;

use super::Store;
use crate::api::wire::REGISTRATION;

mod row {
    use sea_orm::entity::prelude::*;

    /// A document.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "document")]
    pub struct Model {
        /// Names its file too.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Its media type, once its file is whole and on disk.
        pub kind: Option<String>,
        /// The fingerprint of the token it was sent with.
        pub owner: Uuid,
        /// The application it belongs to.
        pub file: Option<Uuid>,
        /// When it was sent.
        pub sent: i64,
    }

    /// No relation is followed by the mapper.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A document that is whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its media type.
    pub kind: String,
    /// The fingerprint of the token it was sent with.
    pub owner: Uuid,
}

impl Store {
    /// Notes a document that is about to be put on disk, so that one never lies there unknown.
    pub async fn expect_document(&self, id: Uuid, owner: Uuid) -> Result<(), DbErr> {
        let row =
            row::ActiveModel { id: Set(id), kind: Set(None), owner: Set(owner), file: Set(None), sent: Set(self.now().as_microsecond()) };
        row::Entity::insert(row).exec_without_returning(&self.db).await.map(drop)
    }

    /// It is whole and on disk.
    pub async fn document_arrived(&self, id: Uuid, kind: &str) -> Result<(), DbErr> {
        let change = row::Entity::update_many().col_expr(row::Column::Kind, Expr::value(kind));
        change.filter(row::Column::Id.eq(id)).exec(&self.db).await.map(drop)
    }

    /// One of them, if it is whole.
    pub async fn document(&self, id: Uuid) -> Result<Option<Document>, DbErr> {
        let found = row::Entity::find_by_id(id).one(&self.db).await?;
        Ok(found.and_then(|row| Some(Document { kind: row.kind?, owner: row.owner })))
    }

    /// Takes the documents whose time is over: sent before `unattached` and belonging to nothing, or sent before `attached`.
    /// One statement finds and takes them, so that none can be given to an application between. From then on nobody can
    /// have them, and only [`Store::forget_document`] is left to do; their rows stay until their files are gone, so that a
    /// backend killed between the two takes them again and leaves no file behind.
    pub async fn take_old_documents(&self, unattached: Timestamp, attached: Timestamp) -> Result<Vec<Uuid>, DbErr> {
        let old = Condition::any()
            .add(row::Column::Sent.lt(attached.as_microsecond()))
            .add(Condition::all().add(row::Column::File.is_null()).add(row::Column::Sent.lt(unattached.as_microsecond())));
        let mut take = row::Entity::update_many().col_expr(row::Column::Kind, Expr::value(None::<String>)).filter(old).into_query();
        take.returning_col(row::Column::Id);
        self.db.query_all(&take).await?.iter().map(|taken| taken.try_get("", "id")).collect()
    }

    /// Forgets one whose file is gone.
    pub async fn forget_document(&self, id: Uuid) -> Result<(), DbErr> {
        row::Entity::delete_by_id(id).exec(&self.db).await.map(drop)
    }
}

/// Where the document `id` is, as its sender is told.
pub fn document_url(id: Uuid) -> String {
    format!("{REGISTRATION}/documents/{id}")
}

/// Gives the documents at `urls` to the application `file`. False if one of them cannot be: no document of ours, half
/// sent, or another application's; the caller's transaction is then to be rolled back.
pub async fn attach(db: &impl ConnectionTrait, urls: &[String], file: Uuid) -> Result<bool, DbErr> {
    for url in urls {
        let Some(id) = id_in(url) else { return Ok(false) };
        let attached = row::Entity::update_many()
            .col_expr(row::Column::File, Expr::value(file))
            .filter(row::Column::Id.eq(id))
            .filter(row::Column::Kind.is_not_null())
            .filter(Condition::any().add(row::Column::File.is_null()).add(row::Column::File.eq(file)))
            .exec(db)
            .await?;
        if attached.rows_affected == 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The id in the URL of a document, if it is the one we gave: no host, no other path.
fn id_in(url: &str) -> Option<Uuid> {
    let id = url.strip_prefix(REGISTRATION)?.strip_prefix("/documents/")?.parse().ok()?;
    (document_url(id) == url).then_some(id)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::ToSpan;

    use super::*;
    use crate::backend::store::Database;
    use crate::domain::clock::SystemClock;

    async fn arrived(store: &Store) -> (Uuid, String) {
        let id = Uuid::new_v4();
        store.expect_document(id, Uuid::nil()).await.unwrap();
        assert_eq!(store.document(id).await.unwrap(), None);
        store.document_arrived(id, "image/png").await.unwrap();
        (id, document_url(id))
    }

    #[tokio::test]
    async fn a_document_belongs_to_one_application() {
        let directory = tempfile::tempdir().unwrap();
        let store = Store::open(&Database::File(directory.path().join("backend.db")), Arc::new(SystemClock::default())).await.unwrap();
        let (id, url) = arrived(&store).await;
        let half = Uuid::new_v4();
        store.expect_document(half, Uuid::nil()).await.unwrap();
        let (first, second) = (Uuid::new_v4(), Uuid::new_v4());
        let foreign = [format!("https://example.org{url}"), format!("//example.org{url}"), format!("/documents/{id}"), url.to_uppercase()];
        let unknown = ["nonsense".to_owned(), "/documents/".to_owned(), document_url(half), document_url(Uuid::new_v4())];
        for other in foreign.into_iter().chain(unknown) {
            assert!(!attach(&store.db, std::slice::from_ref(&other), first).await.unwrap(), "{other}");
        }
        assert!(attach(&store.db, &[url.clone(), url.clone()], first).await.unwrap());
        assert!(!attach(&store.db, &[url], second).await.unwrap());
    }

    #[tokio::test]
    async fn what_belongs_to_nothing_goes_first() {
        let directory = tempfile::tempdir().unwrap();
        let store = Store::open(&Database::File(directory.path().join("backend.db")), Arc::new(SystemClock::default())).await.unwrap();
        let ((attached, url), (loose, loose_url)) = (arrived(&store).await, arrived(&store).await);
        assert!(attach(&store.db, &[url], Uuid::new_v4()).await.unwrap());
        let (before, after) = (store.now() - 1.hour(), store.now() + 1.hour());
        assert!(store.take_old_documents(before, before).await.unwrap().is_empty());
        assert_eq!(store.document(loose).await.unwrap().unwrap().kind, "image/png");
        assert_eq!(store.take_old_documents(after, before).await.unwrap(), [loose]);
        // Taken, and its file not yet gone: nobody has it, and it is taken again should the backend end now.
        assert_eq!(store.document(loose).await.unwrap(), None);
        assert!(!attach(&store.db, &[loose_url], Uuid::new_v4()).await.unwrap(), "given away while it is swept");
        assert_eq!(store.take_old_documents(after, before).await.unwrap(), [loose]);
        assert_eq!(store.document(attached).await.unwrap().unwrap().kind, "image/png");
        let mut all = store.take_old_documents(after, after).await.unwrap();
        all.sort();
        let mut both = [attached, loose];
        both.sort();
        assert_eq!(all, both);
        store.forget_document(loose).await.unwrap();
        assert_eq!(store.take_old_documents(after, before).await.unwrap(), [] as [Uuid; 0]);
    }
}
