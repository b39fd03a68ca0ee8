//! A whole (一件事): how it stands follows from how its parts stand, and from nothing else.

use super::{Stage, Step};

impl Stage {
    /// Where a whole is whose parts are there; none without parts. What its owner is asked for comes first; then the part
    /// that is furthest behind; once all have ended, what came of them.
    pub fn of_parts(parts: &[Self]) -> Option<Self> {
        let asked = [Self::Correction, Self::Supplement];
        let behind = [Self::Received, Self::Accepted, Self::Suspended, Self::UnderReview, Self::Approved, Self::Completed];
        let of = |stages: &[Self]| stages.iter().copied().find(|stage| parts.contains(stage));
        let first = parts.first()?;
        of(&asked).or_else(|| of(&behind)).or(Some(if parts.iter().all(|stage| stage == first) { *first } else { Self::Refused }))
    }
}

/// What happened to a whole, oldest first, from what happened to each of its parts.
pub fn steps(parts: &[&[Step]]) -> Vec<Step> {
    let mut happened: Vec<(usize, &Step)> =
        parts.iter().enumerate().flat_map(|(part, steps)| steps.iter().map(move |step| (part, step))).collect();
    happened.sort_by_key(|(_, step)| step.at);
    let mut stages = vec![Stage::Received; parts.len()];
    let mut steps: Vec<Step> = Vec::new();
    for (part, step) in happened {
        if let Some(stage) = stages.get_mut(part) {
            *stage = step.stage;
        }
        if let Some(stage) = Stage::of_parts(&stages).filter(|stage| steps.last().is_none_or(|last| last.stage != *stage)) {
            steps.push(Step { stage, at: step.at, note: None });
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    #[test]
    fn a_whole_stands_where_its_parts_do() {
        use Stage::{
            Accepted, Approved, Completed, Correction, NotAccepted, Received, Refused, Supplement, Suspended, UnderReview, Withdrawn,
        };
        for (parts, whole) in [
            (&[][..], None),
            (&[Received, Completed], Some(Received)),
            (&[UnderReview, Accepted], Some(Accepted)),
            (&[UnderReview, Suspended], Some(Suspended)),
            (&[Approved, Refused], Some(Approved)),
            (&[Received, Supplement], Some(Supplement)),
            (&[Supplement, Correction], Some(Correction)),
            (&[Correction, Refused], Some(Correction)),
            (&[Completed, Refused, Withdrawn], Some(Completed)),
            (&[Refused, NotAccepted], Some(Refused)),
            (&[NotAccepted, NotAccepted], Some(NotAccepted)),
            (&[Withdrawn, Withdrawn], Some(Withdrawn)),
            (&[Withdrawn, Refused], Some(Refused)),
        ] {
            assert_eq!(Stage::of_parts(parts), whole, "{parts:?}");
        }
        for stage in Stage::ALL {
            assert_eq!(Stage::of_parts(&[stage, stage]), Some(stage), "alike");
            let open = Stage::ALL.iter().filter(|other| !other.ended()).all(|other| !Stage::of_parts(&[stage, *other]).unwrap().ended());
            assert!(open, "{stage:?}: ended before its parts");
        }
    }

    #[test]
    fn its_trail_tells_each_time_it_stands_elsewhere() {
        let step = |stage, second| Step { stage, at: Timestamp::from_second(second).unwrap(), note: None };
        let one = [step(Stage::Received, 0), step(Stage::Accepted, 2), step(Stage::Refused, 5)];
        let other = [step(Stage::Received, 0), step(Stage::Accepted, 3), step(Stage::Completed, 9)];
        let told: Vec<_> = steps(&[&one, &other]).into_iter().map(|step| (step.stage, step.at.as_second())).collect();
        assert_eq!(told, [(Stage::Received, 0), (Stage::Accepted, 3), (Stage::Completed, 9)]);
    }
}
