//! A perfect hash: each key of a fixed set has a slot of its own.
//!
//! Keys fall into buckets of about four; each bucket has a *pilot*, chosen when the
//! table is built so that the keys of all buckets land in different slots. Keys are
//! not stored. A slot keeps 16 bits of the hash, so that one in 65,536 strings that
//! are not in the set is taken for one that is.

/// Keys per bucket.
pub const BUCKET: usize = 4;

const MULTIPLY: u64 = 0x9e37_79b9_7f4a_7c15;

fn mix(h: u64) -> u64 {
    let wide = u128::from(h) * u128::from(MULTIPLY);
    (wide >> 64) as u64 ^ wide as u64
}

/// The hash of a key.
pub fn hash(key: &[u8]) -> u64 {
    let mut h = (key.len() as u64).wrapping_mul(MULTIPLY) ^ 0x5851_f42d_4c95_7f2d;
    let (chunks, rest) = key.as_chunks::<8>();
    for chunk in chunks {
        h = mix(h ^ u64::from_le_bytes(*chunk));
    }
    let mut last = [0u8; 8];
    last[..rest.len()].copy_from_slice(rest);
    mix(mix(h ^ u64::from_le_bytes(last)) ^ MULTIPLY)
}

/// The bucket of a key.
pub fn bucket(hash: u64, buckets: usize) -> usize {
    (((hash >> 32) * buckets as u64) >> 32) as usize
}

/// The slot of a key whose bucket has this pilot.
pub fn slot(hash: u64, pilot: u16, slots: usize) -> usize {
    let h = mix(hash ^ (u64::from(pilot) + 1).wrapping_mul(0xd6e8_feb8_6659_fd93));
    (((h >> 32) * slots as u64) >> 32) as usize
}

/// What of the hash is kept in the slot.
pub fn fingerprint(hash: u64) -> u16 {
    hash as u16
}

/// The pilots of a table of these keys with so many slots; none if two keys have the
/// same hash or no pilots were found, which a few more slots mend.
pub fn build(hashes: &[u64], slots: usize) -> Option<Vec<u16>> {
    let buckets = hashes.len().div_ceil(BUCKET).max(1);
    let mut members: Vec<Vec<u64>> = vec![Vec::new(); buckets];
    for &h in hashes {
        members[bucket(h, buckets)].push(h);
    }
    let mut order: Vec<usize> = (0..buckets).collect();
    order.sort_by_key(|&b| (std::cmp::Reverse(members[b].len()), b));
    let mut taken = vec![false; slots];
    let mut pilots = vec![0u16; buckets];
    let mut places = Vec::new();
    for b in order {
        let found = (0..=u16::MAX).find(|&pilot| {
            places.clear();
            for &h in &members[b] {
                let place = slot(h, pilot, slots);
                if taken[place] || places.contains(&place) {
                    return false;
                }
                places.push(place);
            }
            true
        })?;
        pilots[b] = found;
        for &place in &places {
            taken[place] = true;
        }
    }
    Some(pilots)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_has_its_own_slot() {
        let hashes: Vec<u64> = (0..5000).map(|i| hash(format!("mot{i}").as_bytes())).collect();
        let slots = 5000 * 100 / 97;
        let pilots = build(&hashes, slots).expect("pilots");
        let mut seen = vec![false; slots];
        for h in hashes {
            let place = slot(h, pilots[bucket(h, pilots.len())], slots);
            assert!(!std::mem::replace(&mut seen[place], true));
        }
    }
}
