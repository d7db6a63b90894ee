package org.confluens.dicom.data;

import org.confluens.dicom.data.DatasetReadException.Code;

/** The tokens of a JSON text (RFC 8259), read where they stand; nothing here recurses. */
final class JsonTokens {
    private static final int DEEPEST = 2048;

    private final String text;
    private int position;

    /** A text, which may begin with a byte order mark (RFC 8259 section 8.1). */
    JsonTokens(String text) {
        this.text = text;
        this.position = text.startsWith("\uFEFF") ? 1 : 0;
    }

    int position() {
        return position;
    }

    /** The first character of the next token, not consumed; 0 at the end. */
    char peek() {
        while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        return position < text.length() ? text.charAt(position) : 0;
    }

    boolean isAtEnd() {
        peek();
        return position == text.length();
    }

    /** Whether an array comes whose first object that isn't empty begins with a tag; nothing is consumed. */
    boolean opensDatasets() {
        int start = position;
        boolean more = closes('[');
        boolean tag = false;
        while (more && !tag) {
            boolean object = closes('{');
            tag = object && isTag();
            boolean empty = object ? closes('}') : peek() == 'n' && text.startsWith("null", position);
            position += empty && !object ? 4 : 0;
            more = empty && closes(',');
        }
        position = start;
        return tag;
    }

    private boolean isTag() {
        boolean tag = peek() == '"' && position + 9 < text.length() && text.charAt(position + 9) == '"';
        for (int i = position + 1; tag && i < position + 9; i++) {
            tag = text.charAt(i) < 128 && Character.digit(text.charAt(i), 16) >= 0;
        }
        return tag;
    }

    void expect(char token) throws DatasetReadException {
        if (peek() != token) {
            throw refused("'" + token + "' expected");
        }
        position++;
    }

    /** Consumes a comma, or the token that closes; tells whether it was the comma. */
    boolean continues(char close) throws DatasetReadException {
        if (peek() == ',') {
            position++;
            return true;
        }
        expect(close);
        return false;
    }

    /** Consumes the token that closes if it comes at once, as in an empty object or array. */
    boolean closes(char close) {
        if (peek() == close) {
            position++;
            return true;
        }
        return false;
    }

    String string() throws DatasetReadException {
        expect('"');
        int start = position;
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == '"') {
                return text.substring(start, position++);
            }
            if (c < ' ') {
                throw refused("a control character in a string");
            }
            if (c == '\\') {
                return escapedString(start);
            }
            position++;
        }
        throw refused("a string without an end");
    }

    private String escapedString(int start) throws DatasetReadException {
        StringBuilder string = new StringBuilder().append(text, start, position);
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c == '"') {
                return wellFormed(string);
            }
            if (c < ' ') {
                throw refused("a control character in a string");
            }
            string.append(c == '\\' ? escaped() : c);
        }
        throw refused("a string without an end");
    }

    /** The text with the replacement character for halves of characters, which no other encoding can hold. */
    private static String wellFormed(StringBuilder string) {
        for (int i = 0; i < string.length(); i++) {
            if (Character.isSurrogate(string.charAt(i))) {
                if (Character.isSupplementaryCodePoint(string.codePointAt(i))) {
                    i++;
                } else {
                    string.setCharAt(i, '\uFFFD');
                }
            }
        }
        return string.toString();
    }

    private char escaped() throws DatasetReadException {
        char c = position < text.length() ? text.charAt(position++) : 0;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw refused("an unknown escape in a string");
        };
    }

    private char unicode() throws DatasetReadException {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            char c = position < text.length() ? text.charAt(position++) : 0;
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw refused("four hexadecimal digits expected");
            }
            code = code << 4 | digit;
        }
        return (char) code;
    }

    /** A number as it is written. */
    String number() throws DatasetReadException {
        peek();
        int start = position;
        accept('-');
        if (!accept('0')) {
            digits();
        }
        if (accept('.')) {
            digits();
        }
        if (accept('e') || accept('E')) {
            if (!accept('+')) {
                accept('-');
            }
            digits();
        }
        return text.substring(start, position);
    }

    private boolean accept(char c) {
        if (position < text.length() && text.charAt(position) == c) {
            position++;
            return true;
        }
        return false;
    }

    private void digits() throws DatasetReadException {
        int start = position;
        while (position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9') {
            position++;
        }
        if (position == start) {
            throw refused("a digit expected");
        }
    }

    void literal(String word) throws DatasetReadException {
        peek();
        if (!text.startsWith(word, position)) {
            throw refused("a value expected");
        }
        position += word.length();
    }

    /** Passes over a value of any kind. */
    void skipValue() throws DatasetReadException {
        StringBuilder open = new StringBuilder();
        do {
            char next = peek();
            if (next == '{' || next == '[') {
                position++;
                char close = next == '{' ? '}' : ']';
                if (!closes(close)) {
                    open.append(close);
                    skipName(open);
                    continue;
                }
            } else {
                skipScalar(next);
            }
            while (open.length() > 0 && !continues(open.charAt(open.length() - 1))) {
                open.setLength(open.length() - 1);
            }
            skipName(open);
        } while (open.length() > 0);
    }

    private void skipName(StringBuilder open) throws DatasetReadException {
        if (open.length() > DEEPEST) {
            throw new DatasetReadException(Code.TOO_DEEP, 0, position, "JSON is nested deeper than allowed");
        }
        if (open.length() > 0 && open.charAt(open.length() - 1) == '}') {
            string();
            expect(':');
        }
    }

    private void skipScalar(char next) throws DatasetReadException {
        switch (next) {
            case '"' -> string();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> number();
        }
    }

    DatasetReadException refused(String message) {
        return new DatasetReadException(Code.NOT_JSON, 0, position, message);
    }
}
