package org.confluens.worklist.query;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;

/**
 * Matching of a date and the time that belongs to it. Where both keys are ranges whose ends pair up they are one period
 * of time (PS3.4 table K.6-1, remark on Scheduled Procedure Step Start Date): from the first day at the first time to the
 * last day at the last time. Otherwise each is compared alone. What was not asked for is any date, any time.
 */
record PeriodCriterion(int dateTag, int timeTag, Optional<DateRange> dates, Optional<TimeRange> times)
        implements Criterion {

    /** A period from an included start to an included end. */
    record Period(LocalDateTime from, LocalDateTime to) {}

    @Override
    public boolean matches(Dataset item) {
        try {
            return combined()
                    .map(period -> matches(item, period))
                    .orElseGet(() -> dates.map(d -> item.strings(dateTag).stream()
                                            .map(DateRange::date)
                                            .anyMatch(d::contains))
                                    .orElse(true)
                            && times.map(t -> item.strings(timeTag).stream()
                                            .map(TimeRange::time)
                                            .anyMatch(t::contains))
                                    .orElse(true));
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private boolean matches(Dataset item, Period period) {
        Optional<String> date = item.string(dateTag);
        if (date.isEmpty()) {
            return false;
        }
        LocalTime time = item.string(timeTag).map(TimeRange::time).orElse(LocalTime.MIN);
        LocalDateTime at = DateRange.date(date.get()).atTime(time);
        return !at.isBefore(period.from()) && !at.isAfter(period.to());
    }

    /** Both keys as one period; empty when they are to be compared one by one. */
    Optional<Period> combined() {
        if (dates.isEmpty() || times.isEmpty()) {
            return Optional.empty();
        }
        DateRange d = dates.get();
        TimeRange t = times.get();
        boolean startsPair = !d.from().equals(LocalDate.MIN) || t.openStart();
        boolean endsPair = !d.to().equals(LocalDate.MAX) || t.openEnd();
        if (!d.isRange() || !t.isRange() || !startsPair || !endsPair) {
            return Optional.empty();
        }
        return Optional.of(new Period(
                d.from().equals(LocalDate.MIN) ? LocalDateTime.MIN : d.from().atTime(t.from()),
                d.to().equals(LocalDate.MAX) ? LocalDateTime.MAX : d.to().atTime(t.to())));
    }
}
