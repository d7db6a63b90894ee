package org.confluens.finding;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.confluens.dicom.data.Tag;
import org.confluens.sr.Code;
import org.confluens.sr.Measurement;
import org.confluens.sr.NumItem;

/**
 * The one gate through which numbers of documents pass before anything follows from them: {@code numbers.csv}. A number
 * that its document qualifies (PS3.16 CID 42), that is several, that is in a unit that is not understood, or that its concept
 * can't have is no finding.
 */
final class NumberGate {

    /** Why a number that is there does not count. */
    enum Refusal {
        QUALIFIED,
        NOT_ONE_NUMBER,
        UNIT_NOT_UNDERSTOOD,
        OUT_OF_RANGE
    }

    /**
     * What became of a number: its value in the concept's first unit, or why it does not count; neither where the item
     * has no measurement at all.
     */
    record Reading(OptionalDouble value, Optional<Refusal> refusal) {
        private static Reading refused(Refusal refusal) {
            return new Reading(OptionalDouble.empty(), Optional.of(refusal));
        }
    }

    /** The units that a concept can have with their factors, and its range in the first of them. */
    private record Row(Map<String, BigDecimal> factors, BigDecimal least, BigDecimal most) {}

    private static final Map<Role, Row> ROWS = load();

    private NumberGate() {}

    static Reading read(NumItem item, Role role) {
        if (item.measurement().isEmpty()) {
            return new Reading(OptionalDouble.empty(), Optional.empty());
        }
        if (item.qualifier().isPresent()) {
            return Reading.refused(Refusal.QUALIFIED);
        }
        Measurement measurement = item.measurement().get();
        Row row = ROWS.get(role);
        Optional<BigDecimal> factor = measurement.unit().map(Code::value).map(row.factors()::get);
        if (factor.isEmpty()) {
            return Reading.refused(Refusal.UNIT_NOT_UNDERSTOOD);
        }
        Optional<BigDecimal> number = measurement.number();
        if (number.isEmpty() || hasMore(item)) {
            return Reading.refused(Refusal.NOT_ONE_NUMBER);
        }
        BigDecimal value = number.get().multiply(factor.get());
        boolean possible = value.compareTo(row.least()) >= 0 && value.compareTo(row.most()) <= 0;
        return possible
                ? new Reading(OptionalDouble.of(value.doubleValue()), Optional.empty())
                : Reading.refused(Refusal.OUT_OF_RANGE);
    }

    /** Whether the item came with more than one value; the reader keeps what the model can't hold. */
    private static boolean hasMore(NumItem item) {
        return item.head().others().items(Tag.MeasuredValueSequence).stream()
                        .mapToInt(value -> value.strings(Tag.NumericValue).size())
                        .sum()
                > 1;
    }

    /** A text that changes when what counts does. */
    static String fingerprint() {
        return String.join(
                "\n",
                VocabularyFile.rows("numbers.csv").stream()
                        .map(row -> String.join(",", row))
                        .toList());
    }

    private static Map<Role, Row> load() {
        Map<Role, Row> rows = new EnumMap<>(Role.class);
        for (String[] cells : VocabularyFile.rows("numbers.csv")) {
            Role role = Role.of(cells[0])
                    .orElseThrow(() -> new IllegalStateException("numbers.csv names the unknown role " + cells[0]));
            rows.computeIfAbsent(
                            role, r -> new Row(new HashMap<>(), new BigDecimal(cells[3]), new BigDecimal(cells[4])))
                    .factors()
                    .put(cells[1], new BigDecimal(cells[2]));
        }
        return rows;
    }
}
