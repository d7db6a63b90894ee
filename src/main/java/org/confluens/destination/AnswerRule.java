package org.confluens.destination;

/**
 * A line of the table of answers.
 *
 * @param from the first code of a range, as the standard writes it, such as {@code A700H} or {@code 409}
 * @param to the last code of the range
 * @param standard the paragraph that says so
 */
public record AnswerRule(
        AnswerTable.Service service, String from, String to, Meaning meaning, String standard, String why) {

    private static final int COLUMNS = 6;

    static AnswerRule of(String line) {
        String[] columns = line.split(";", COLUMNS);
        if (columns.length != COLUMNS) {
            throw new IllegalArgumentException("a line of the table of answers has " + columns.length + " columns");
        }
        return new AnswerRule(
                AnswerTable.Service.of(columns[0]),
                columns[1],
                columns[2],
                Meaning.of(columns[3]),
                columns[4],
                columns[5]);
    }

    /** Codes of one service are written with the same number of hexadecimal or decimal digits, so their text is in their order. */
    boolean fits(AnswerTable.Service of, String code) {
        return service == of && code.length() == from.length() && code.compareTo(from) >= 0 && code.compareTo(to) <= 0;
    }
}
