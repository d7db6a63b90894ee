package org.confluens.template;

import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLStreamException;

/** Templates as pages of the IHE profile Management of Radiology Report Templates, both ways. */
public final class Mrrt {
    private static final XmlFiles XML = new XmlFiles();

    private Mrrt() {}

    /** The template as an HTML5 page in a language. */
    public static String export(Template template, Locale language) {
        return new MrrtWriter(template, language).write();
    }

    /**
     * A page of the profile as the XML of a template to start from: its sections and fields as text, number, date and
     * choice items, with its codes where we know them. What has to be decided by a person is marked by a comment.
     */
    public static MrrtImport read(String html, CodeBook codes) throws TemplateException {
        return MrrtReader.read(page(html), codes);
    }

    /** The rules of the profile that a page breaks. */
    public static List<String> problems(String html) throws TemplateException {
        return MrrtRules.broken(page(html));
    }

    private static MrrtElement page(String html) throws TemplateException {
        try {
            return MrrtElement.parse(XML, html);
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 0 : Math.max(e.getLocation().getLineNumber(), 0);
            throw new TemplateException(
                    List.of(new TemplateProblem("MRRT template", line, "xml", String.valueOf(e.getMessage()))));
        }
    }
}
