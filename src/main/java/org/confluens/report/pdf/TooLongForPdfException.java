package org.confluens.report.pdf;

/** A document is longer than can be printed in bounded time and memory; its page and its text can be had all the same. */
public final class TooLongForPdfException extends Exception {

    private static final long serialVersionUID = 1L;

    TooLongForPdfException(int length, int most) {
        super("the page of the document has " + length + " characters, a PDF is made of at most " + most);
    }
}
