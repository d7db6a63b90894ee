package org.confluens.report.pdf;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * Joins the letters of Arabic script: each takes the form that its neighbours ask for, and lam with alef becomes one
 * letter. The forms are Unicode's presentation forms A and B, which stand there in the order isolated, final, initial,
 * medial, so that the table follows from the compatibility decompositions that every Java machine knows.
 */
final class ArabicShaping {

    private static final char TATWEEL = '\u0640';
    private static final char LAM = '\u0644';
    private static final int FINAL = 1;
    private static final int INITIAL = 2;
    private static final int MEDIAL = 3;

    /** The presentation forms of a letter: the first of them, and how many follow each other. */
    private record Forms(char first, int count) {}

    private static final Map<String, Forms> FORMS = forms();

    private ArabicShaping() {}

    /** The text with its letters joined, in the same (logical) order. */
    static String shape(String text) {
        StringBuilder shaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            Forms ligature = ligature(text, i);
            if (ligature != null) {
                shaped.append((char) (ligature.first() + (joinsBefore(text, i) ? FINAL : 0)));
                i++;
                continue;
            }
            Forms forms = at(text, i);
            shaped.append(forms == null ? text.charAt(i) : (char) (forms.first() + form(text, i, forms.count())));
        }
        return shaped.toString();
    }

    /** The text with letters in place of their forms. */
    static String unshape(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (char letter : text.toCharArray()) {
            plain.append(isForm(letter) ? decomposed(letter) : String.valueOf(letter));
        }
        return plain.toString();
    }

    private static int form(String text, int i, int count) {
        boolean before = count > 1 && joinsBefore(text, i);
        boolean after = count > MEDIAL && joinsAfter(text, i);
        if (before) {
            return after ? MEDIAL : FINAL;
        }
        return after ? INITIAL : 0;
    }

    private static boolean joinsBefore(String text, int i) {
        int before = i - 1;
        while (before >= 0 && isMark(text.charAt(before))) {
            before--;
        }
        if (before < 0) {
            return false;
        }
        boolean endsInAlef = before > 0 && ligature(text, before - 1) != null;
        Forms forms = at(text, before);
        return text.charAt(before) == TATWEEL || (forms != null && forms.count() > MEDIAL && !endsInAlef);
    }

    private static boolean joinsAfter(String text, int i) {
        int after = i + 1;
        while (after < text.length() && isMark(text.charAt(after))) {
            after++;
        }
        if (after == text.length()) {
            return false;
        }
        Forms forms = at(text, after);
        return text.charAt(after) == TATWEEL || (forms != null && forms.count() > 1);
    }

    private static Forms ligature(String text, int i) {
        return text.charAt(i) == LAM && i + 1 < text.length() ? FORMS.get(text.substring(i, i + 2)) : null;
    }

    private static Forms at(String text, int i) {
        return FORMS.get(String.valueOf(text.charAt(i)));
    }

    /** Vowel signs stand above or below a letter and part nothing. */
    private static boolean isMark(char letter) {
        return Character.getType(letter) == Character.NON_SPACING_MARK;
    }

    private static Map<String, Forms> forms() {
        Map<String, Forms> forms = new HashMap<>();
        for (char form = '\uFB50'; form <= '\uFEFC'; form++) {
            if (isForm(form)) {
                char first = form;
                forms.merge(
                        decomposed(form),
                        new Forms(first, 1),
                        (known, one) -> new Forms(known.first(), known.count() + 1));
            }
        }
        return Map.copyOf(forms);
    }

    private static boolean isForm(char letter) {
        return (letter >= '\uFB50' && letter <= '\uFBB1')
                || (letter >= '\uFBFC' && letter <= '\uFBFF')
                || (letter >= '\uFE80' && letter <= '\uFEFC');
    }

    private static String decomposed(char form) {
        return Normalizer.normalize(String.valueOf(form), Normalizer.Form.NFKC);
    }
}
