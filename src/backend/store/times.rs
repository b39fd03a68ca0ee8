//! When things were written, and what time it is elsewhere: what this machine's clock is judged by.

use std::ops::RangeInclusive;

use jiff::{SignedDuration, Timestamp};
use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::{ConnectionTrait, DbErr, Statement};

use super::Store;
use super::record::moment;
use crate::domain::host::is_loopback;

/// The newest moment that stands in a row. Each part is answered by an index; of the steps the last hundred are looked at.
const NEWEST: &str = "SELECT MAX(moment) FROM (\
    SELECT MAX(changed) AS moment FROM application WHERE task IS NOT NULL \
    UNION ALL SELECT MAX(at) FROM (SELECT at FROM step ORDER BY id DESC LIMIT 100) AS last \
    UNION ALL SELECT MAX(sent) FROM document \
    UNION ALL SELECT MAX(called) FROM help_call) AS newest";

/// The time of PostgreSQL's machine, unless that is this one.
const ELSEWHERE: &str = "SELECT CASE WHEN inet_server_addr() <> inet_client_addr() \
    THEN CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT) END";

/// From when terms run: acceptance by lapse of time, the sweep of documents and of calls for help.
const TERMS: [(&str, &str); 3] = [("application", "received"), ("document", "sent"), ("help_call", "called")];

impl Store {
    /// When the newest row was written, by the clock of then; none if nothing was.
    pub async fn newest(&self) -> Result<Option<Timestamp>, DbErr> {
        self.asked_moment(NEWEST).await
    }

    /// What time it is at PostgreSQL, if that is on another machine.
    pub async fn time_elsewhere(&self) -> Result<Option<Timestamp>, DbErr> {
        if self.elsewhere { self.asked_moment(ELSEWHERE).await } else { Ok(None) }
    }

    /// Moves by `by` the moments from which terms run, as far as they lie in `written`.
    pub async fn redate(&self, written: RangeInclusive<Timestamp>, by: SignedDuration) -> Result<(), DbErr> {
        let (first, last) = (written.start().as_microsecond(), written.end().as_microsecond());
        let by = i64::try_from(by.as_micros()).map_err(|_| DbErr::Type("moment".to_owned()))?;
        let transaction = self.begin().await?;
        for (table, column) in TERMS {
            let sql = format!("UPDATE {table} SET {column} = {column} + ({by}) WHERE {column} BETWEEN {first} AND {last}");
            transaction.execute_unprepared(&sql).await?;
        }
        transaction.commit().await
    }

    async fn asked_moment(&self, sql: &str) -> Result<Option<Timestamp>, DbErr> {
        let row = self.db.query_one_raw(Statement::from_string(self.db.get_database_backend(), sql)).await?;
        let at: Option<i64> = row.map(|row| row.try_get_by_index(0)).transpose()?.flatten();
        at.map(moment).transpose()
    }
}

/// Whether `url` leads to PostgreSQL on a machine that is not this one, as far as its name says.
pub(super) fn is_elsewhere(url: &str) -> bool {
    let host = |options: PgConnectOptions| options.get_socket().is_none().then(|| options.get_host().to_owned());
    let host = url.starts_with("postgres").then(|| url.parse().ok().and_then(host)).flatten();
    host.is_some_and(|host| !host.starts_with('/') && !is_loopback(&host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_another_machine_s_clock_is_another() {
        for own in [
            "sqlite::memory:",
            "sqlite:there.example",
            "postgres://localhost/x",
            "postgres://me@127.0.0.1:5432/x",
            "postgresql://[::1]/x",
            "postgres://there.example/x?host=/run/somewhere",
            "postgres://%2Frun%2Fsomewhere/x",
            "postgres://",
        ] {
            assert!(!is_elsewhere(own), "{own}");
        }
        for other in ["postgres://there.example/x", "postgresql://me:secret@10.0.0.2:5433/x", "postgres://localhost/x?host=there.example"] {
            assert!(is_elsewhere(other), "{other}");
        }
    }
}
