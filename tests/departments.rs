//! Departments that take what they are handed, and of which one or the other does not answer. They remember what came.

use std::sync::{Arc, Mutex};

use tongban::backend::{Handed, Office, Taken};
use tongban::domain::failure::{Failure, FailureKind};
use uuid::Uuid;

/// All departments; cloned, the same ones.
#[derive(Debug, Clone, Default)]
pub struct Departments(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    away: Vec<String>,
    asked: Vec<(String, Uuid)>,
    taken: Vec<(String, Uuid)>,
}

impl Departments {
    /// From now on the department with this Chinese name does not answer.
    pub fn leave(&self, department: &str) {
        self.0.lock().unwrap().away.push(department.to_owned());
    }

    /// From now on all answer.
    pub fn come_back(&self) {
        self.0.lock().unwrap().away.clear();
    }

    /// Whom something was handed to, answered or not: each department and file, in order.
    pub fn asked(&self) -> Vec<(String, Uuid)> {
        self.0.lock().unwrap().asked.clone()
    }

    /// What each took, once however often it came, in order.
    pub fn taken(&self) -> Vec<(String, Uuid)> {
        self.0.lock().unwrap().taken.clone()
    }
}

impl Office for Departments {
    fn take<'a>(&'a self, part: &'a Handed) -> Taken<'a> {
        Box::pin(async move {
            let mut state = self.0.lock().unwrap();
            let came = (part.department.zh_cn.clone(), part.matter.file);
            state.asked.push(came.clone());
            if state.away.contains(&came.0) {
                return Err(Failure::new(FailureKind::Unreachable));
            }
            if !state.taken.contains(&came) {
                state.taken.push(came);
            }
            Ok(part.matter.number.clone().unwrap_or_default())
        })
    }
}
