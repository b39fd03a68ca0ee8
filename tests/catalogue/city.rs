//! A city brings its list of 36,000 items, 5 of 100 broken in every way there is: each broken row is named, the rest is found
//! through a real backend beside the services the program brings.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

use encoding_rs::GB18030;
use tongban::api::Client as _;
use tongban::domain::request::Found;

use crate::resident::{runtime, serving};

const ROWS: usize = 36_000;
/// Every twentieth row is broken.
const BROKEN: usize = 20;
const HEAD: &str = "实施编码\t事项名称\t实施主体\t行政区划\t法定办结时限\t承诺办结时限\t到现场次数\t通办范围";
