-- A released timetable is what people were told; a correction is a new release.
CREATE TRIGGER "TimetableRelease_no_update" BEFORE UPDATE ON "TimetableRelease"
BEGIN
  SELECT RAISE(ABORT, 'releases are immutable');
END;

CREATE TRIGGER "TimetableRelease_no_delete" BEFORE DELETE ON "TimetableRelease"
BEGIN
  SELECT RAISE(ABORT, 'releases are immutable');
END;
