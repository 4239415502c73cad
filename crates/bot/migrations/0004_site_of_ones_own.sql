-- The site whose programme somebody wants alone, by its short name; all, where it is none.
ALTER TABLE people ADD COLUMN site TEXT;
