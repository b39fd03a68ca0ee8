//! The embedded backend: GovStack Registration over axum, SeaORM below. Knows no screen.
