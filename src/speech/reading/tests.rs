use super::*;
#[test]
fn smoke() {
    assert_eq!(read("36000", "zh-CN"), "三万六千");
}
