package org.confluens.patient;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who says what a patient is called, weakest first. What is said takes the place of what an equal or weaker source said, and
 * of what was not known; what is empty takes the place of nothing (IHE RAD-12: the administration is the source of
 * demographics).
 */
public enum PatientSource {
    /** Fills what is not known, and replaces nothing. */
    FILLING(-1),
    /** Headers of images and documents. */
    IMAGES(0),
    /** Orders and worklist items. */
    WORKLIST(1),
    /** Messages about patients: admission, update, merge. */
    ADMINISTRATION(2);

    /** Takes {@link #parameters}. */
    public static final String DESCRIBE = "update patient set "
            + Stream.of("name", "birth_date", "sex")
                    .flatMap(field -> Stream.of(
                            field + " = " + chosen(field, "cast(? as varchar(512))", field),
                            field + "_rank = " + chosen(field, "cast(? as smallint)", field + "_rank")))
                    .collect(Collectors.joining(", "))
            + " where id = ? and merged_into is null";

    private final int rank;

    PatientSource(int rank) {
        this.rank = rank;
    }

    private static String chosen(String field, String said, String otherwise) {
        return "case when ? <> '' and (" + field + " = '' or " + field + "_rank <= ?) then " + said + " else "
                + otherwise + " end";
    }

    /** What {@link #DESCRIBE} takes to say this of a patient's row. */
    public Object[] parameters(Patient said, long row) {
        return Stream.concat(
                        Stream.of(said.name(), said.birthDate(), said.sex())
                                .flatMap(
                                        value -> Stream.<Object>of(value, rank, value, value, rank, Math.max(0, rank))),
                        Stream.of((Object) row))
                .toArray();
    }
}
