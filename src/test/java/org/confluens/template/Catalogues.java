package org.confluens.template;

/** The catalogue that comes with the software, for tests. */
public final class Catalogues {
    private static TemplateCatalogue packaged;

    private Catalogues() {}

    public static synchronized TemplateCatalogue packaged() {
        if (packaged == null) {
            try {
                packaged = TemplateCatalogue.load();
            } catch (TemplateException e) {
                throw new AssertionError(e.getMessage(), e);
            }
        }
        return packaged;
    }

    public static Template template(String id) {
        return packaged().template(id).orElseThrow(() -> new AssertionError("no template " + id));
    }
}
