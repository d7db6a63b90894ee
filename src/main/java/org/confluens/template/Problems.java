package org.confluens.template;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a set of files while they are read, so that one reading reports everything. */
final class Problems {
    private final List<TemplateProblem> found = new ArrayList<>();

    void add(String file, int line, String rule, String message) {
        found.add(new TemplateProblem(file, line, rule, message));
    }

    List<TemplateProblem> found() {
        return List.copyOf(found);
    }

    void throwIfAny() throws TemplateException {
        if (!found.isEmpty()) {
            throw new TemplateException(found);
        }
    }
}
