package org.confluens.template;

import java.util.Set;

/** Collects the texts of a template that people may see. */
final class EnglishTexts {
    private EnglishTexts() {}

    static void collect(Template template, Set<String> texts) {
        texts.add(template.title());
        template.help().ifPresent(texts::add);
        template.sections().forEach(section -> collect(section.group(), texts));
    }

    private static void collect(Node node, Set<String> texts) {
        texts.add(node.label());
        node.help().ifPresent(texts::add);
        if (node instanceof Group group) {
            group.children().forEach(child -> collect(child, texts));
        } else if (node instanceof Item item) {
            texts.addAll(item.suggestions());
            item.fixedText().ifPresent(texts::add);
        }
    }
}
