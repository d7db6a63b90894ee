package org.confluens.template;

import java.util.Map;

/** Reports what is wrong with a part of a template at its place in the files. */
final class TemplatePlaces {
    private final TemplateCatalogue.Place template;
    private final Map<Node, TemplateCatalogue.Place> nodes;
    private final Problems problems;

    /** @param nodes by identity: where each group and item stands, which may be in a shared item set */
    TemplatePlaces(TemplateCatalogue.Place template, Map<Node, TemplateCatalogue.Place> nodes, Problems problems) {
        this.template = template;
        this.nodes = nodes;
        this.problems = problems;
    }

    void problem(Node node, String rule, String message) {
        TemplateCatalogue.Place place = nodes.getOrDefault(node, template);
        String who = place.file().equals(template.file()) ? "" : " (in " + template.file() + ")";
        problems.add(place.file(), place.line(), rule, message + who);
    }
}
