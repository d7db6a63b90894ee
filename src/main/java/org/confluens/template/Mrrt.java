package org.confluens.template;

import java.util.List;
import java.util.Locale;

/** Templates as pages of the IHE profile Management of Radiology Report Templates, both ways. */
public final class Mrrt {
    private Mrrt() {}

    /** The template as an HTML5 page in a language. */
    public static String export(Template template, Locale language) {
        return new MrrtWriter(template, language).write();
    }

    /**
     * A page as a template to start from: its sections, and its fields as text, number, date, time and choice items, with
     * its codes where {@code codes} has them and made ones elsewhere. What a person has to decide is among the remarks.
     *
     * @throws TemplateException for a page without fields, or one too large or too deep
     */
    public static MrrtImport read(String html, CodeBook codes) throws TemplateException {
        return MrrtReader.read(MrrtParser.parse(html), codes);
    }

    /** The rules of the profile that a page breaks. */
    public static List<String> problems(String html) throws TemplateException {
        return MrrtRules.broken(MrrtParser.parse(html));
    }
}
