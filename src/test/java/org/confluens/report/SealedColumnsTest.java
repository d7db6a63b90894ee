package org.confluens.report;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Transient;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The seal of a report covers all that its row says, but for what is named here. */
class SealedColumnsTest {

    /**
     * The lock and the moments tell nobody anything of the patient; the answers of a signed report are held against its
     * version; the seal cannot cover itself.
     */
    private static final Set<String> NOT_COVERED =
            Set.of("lockVersion", "createdAt", "changedAt", "formValues", "stateSeal");

    @ParameterizedTest
    @MethodSource("columns")
    void aChangedColumnIsAnotherState(String column) throws ReflectiveOperationException {
        Report report = filled();
        var before = report.facts();
        change(report, Report.class.getDeclaredField(column));
        assertThat(report.facts()).isNotEqualTo(before);
    }

    static String[] columns() {
        return Arrays.stream(Report.class.getDeclaredFields())
                .filter(field -> !field.isAnnotationPresent(Transient.class) && !field.isSynthetic())
                .map(Field::getName)
                .filter(name -> !name.contains("_persistence") && !NOT_COVERED.contains(name))
                .toArray(String[]::new);
    }

    private static Report filled() throws ReflectiveOperationException {
        Constructor<Report> constructor = Report.class.getDeclaredConstructor();
        constructor.setAccessible(true);
        Report report = constructor.newInstance();
        for (Field field : Report.class.getDeclaredFields()) {
            field.setAccessible(true);
            if (field.getType() == String.class) {
                field.set(report, field.getName());
            } else if (field.getType() == ReportState.class) {
                field.set(report, ReportState.COMPLETED);
            } else if (field.getType() == Report.Origin.class) {
                field.set(report, Report.Origin.OWN);
            }
        }
        return report;
    }

    private static void change(Report report, Field field) throws ReflectiveOperationException {
        field.setAccessible(true);
        Class<?> type = field.getType();
        if (type == String.class) {
            field.set(report, "other");
        } else if (type == Instant.class) {
            field.set(report, Instant.EPOCH);
        } else if (type == ReportState.class) {
            field.set(report, ReportState.VERIFIED);
        } else if (type == Report.Origin.class) {
            field.set(report, Report.Origin.FOREIGN);
        } else if (type == long.class) {
            field.setLong(report, 77);
        } else if (type == int.class) {
            field.setInt(report, 77);
        } else {
            field.set(report, 77);
        }
    }
}
