package org.confluens.template;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The catalogue of a folder while people edit it. A file that became wrong does not replace the working one of the same
 * name; what is wrong can be asked for until it is put right. Versions of templates that a report was made with stay
 * available after their file moved on.
 */
public final class LiveCatalogue {
    private final Path folder;
    private Map<String, byte[]> seen;
    private Map<String, byte[]> working;
    private volatile TemplateCatalogue catalogue;
    private volatile List<TemplateProblem> problems = List.of();

    private LiveCatalogue(Path folder, Map<String, byte[]> files, TemplateCatalogue catalogue) {
        this.folder = folder;
        this.seen = files;
        this.working = files;
        this.catalogue = catalogue;
    }

    /** Reads the folder for the first time; then everything in it must be right. */
    public static LiveCatalogue open(Path folder) throws TemplateException {
        Map<String, byte[]> files = TemplateFiles.in(folder);
        return new LiveCatalogue(folder, files, TemplateCatalogue.read(files));
    }

    /** The catalogue as it last worked. */
    public TemplateCatalogue catalogue() {
        return catalogue;
    }

    /** What is wrong with the files as they are now; none when all of them are in use. */
    public List<TemplateProblem> problems() {
        return problems;
    }

    /** Looks at the folder again. Returns whether the catalogue changed. */
    public synchronized boolean refresh() {
        Map<String, byte[]> now;
        try {
            now = TemplateFiles.in(folder);
        } catch (TemplateException e) {
            problems = e.problems();
            return false;
        }
        if (sameFiles(now, seen)) {
            return false;
        }
        seen = now;
        return adopt(now);
    }

    /** Takes what is new; files with problems are replaced by their last working content until the rest reads well. */
    private boolean adopt(Map<String, byte[]> now) {
        Map<String, byte[]> candidate = new TreeMap<>(now);
        Map<String, TemplateProblem> found = new HashMap<>();
        Set<String> restored = new HashSet<>();
        while (true) {
            try {
                TemplateCatalogue next = TemplateCatalogue.read(candidate).withVersionsOf(catalogue);
                problems = found.values().stream()
                        .sorted(Comparator.comparing(TemplateProblem::toString))
                        .toList();
                boolean changed = !sameFiles(candidate, working);
                working = candidate;
                catalogue = next;
                return changed;
            } catch (TemplateException e) {
                e.problems().forEach(p -> found.put(p.toString(), p));
                Set<String> broken = e.problems().stream()
                        .map(TemplateProblem::file)
                        .filter(file -> !restored.contains(file))
                        .collect(Collectors.toSet());
                if (broken.isEmpty() || !restore(candidate, broken, restored)) {
                    problems = List.copyOf(found.values());
                    return false;
                }
            }
        }
    }

    /** Puts back the last working content of the files, or of all that are missing when no file is named. */
    private boolean restore(Map<String, byte[]> candidate, Set<String> broken, Set<String> restored) {
        boolean changed = false;
        for (String file : broken) {
            restored.add(file);
            if (file.isEmpty()) {
                for (Map.Entry<String, byte[]> entry : working.entrySet()) {
                    changed |= candidate.putIfAbsent(entry.getKey(), entry.getValue()) == null;
                }
            } else if (working.containsKey(file)) {
                changed |= !Arrays.equals(candidate.put(file, working.get(file)), working.get(file));
            } else {
                changed |= candidate.remove(file) != null;
            }
        }
        return changed || restoreAll(candidate, restored);
    }

    /** Where a file is wrong only because another one changed, everything goes back to how it worked. */
    private boolean restoreAll(Map<String, byte[]> candidate, Set<String> restored) {
        if (sameFiles(candidate, working)) {
            return false;
        }
        candidate.clear();
        candidate.putAll(working);
        restored.addAll(working.keySet());
        return true;
    }

    private static boolean sameFiles(Map<String, byte[]> one, Map<String, byte[]> other) {
        return one.keySet().equals(other.keySet())
                && one.entrySet().stream().allMatch(e -> Arrays.equals(e.getValue(), other.get(e.getKey())));
    }
}
