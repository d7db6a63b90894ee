package org.confluens.template;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The catalogue of a folder while people edit it. A file that became wrong does not replace the working one of the same
 * name; what is wrong can be asked for until it is put right. Versions of templates that a report was made with stay
 * available after their file moved on, and in an archive after a restart.
 */
public final class LiveCatalogue {
    private final Optional<Path> folder;
    private final TemplateArchive archive;
    private Map<String, byte[]> seen;
    private Map<String, byte[]> working;
    private List<TemplateProblem> wrongFiles = List.of();
    private volatile TemplateCatalogue catalogue;
    private volatile List<TemplateProblem> problems = List.of();

    private LiveCatalogue(Optional<Path> folder, TemplateArchive archive, Map<String, byte[]> files)
            throws TemplateException {
        this.folder = folder;
        this.archive = archive;
        this.seen = files;
        this.working = files;
        Problems found = new Problems();
        this.catalogue = TemplateCatalogue.read(files).withVersionsOf(archive.templates(found), found);
        archive.keep(catalogue, files, found);
        this.problems = found.found();
    }

    /**
     * Reads the folder for the first time; then everything in it must be right.
     *
     * @param archive where the versions in use are kept
     */
    public static LiveCatalogue open(Path folder, Path archive) throws TemplateException {
        return new LiveCatalogue(Optional.of(folder), new TemplateArchive(archive), TemplateFiles.in(folder));
    }

    /** The templates that came with the software, which nobody edits; an update of it brings others. */
    public static LiveCatalogue released(Path archive) throws TemplateException {
        return new LiveCatalogue(Optional.empty(), new TemplateArchive(archive), TemplateFiles.packaged());
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
        if (folder.isEmpty()) {
            return false;
        }
        Problems unreadable = new Problems();
        Map<String, byte[]> now;
        try {
            now = TemplateFiles.in(folder.get(), unreadable);
        } catch (TemplateException e) {
            problems = e.problems();
            seen = Map.of();
            return false;
        }
        for (TemplateProblem problem : unreadable.found()) {
            if (working.containsKey(problem.file())) {
                now.put(problem.file(), working.get(problem.file()));
            }
        }
        if (changed(now, seen).isEmpty() && unreadable.found().equals(wrongFiles)) {
            return false;
        }
        seen = now;
        wrongFiles = unreadable.found();
        return adopt(now);
    }

    /** Takes everything that is new, or of it what works without the rest. */
    private boolean adopt(Map<String, byte[]> now) {
        Set<TemplateProblem> found = new LinkedHashSet<>(wrongFiles);
        Map<String, byte[]> next = working;
        Set<String> pending = new TreeSet<>(changed(now, working));
        if (reads(now, found)) {
            next = now;
        } else {
            for (boolean progress = true; progress; ) {
                progress = false;
                for (String name : List.copyOf(pending)) {
                    Map<String, byte[]> candidate = with(next, name, now);
                    if (reads(candidate, new HashSet<>())) {
                        next = candidate;
                        pending.remove(name);
                        progress = true;
                    }
                }
            }
            for (String name : pending) {
                reads(with(next, name, now), found);
            }
        }
        boolean changed = !changed(next, working).isEmpty();
        use(next, found);
        return changed;
    }

    private static boolean reads(Map<String, byte[]> files, Set<TemplateProblem> found) {
        try {
            TemplateCatalogue.read(files);
            return true;
        } catch (TemplateException e) {
            found.addAll(e.problems());
            return false;
        }
    }

    private void use(Map<String, byte[]> files, Set<TemplateProblem> found) {
        Problems versions = new Problems();
        try {
            catalogue = TemplateCatalogue.read(files).withVersionsOf(catalogue.templates(), versions);
        } catch (TemplateException e) {
            throw new IllegalStateException("files that were read a moment ago can't be read", e);
        }
        working = files;
        archive.keep(catalogue, files, versions);
        found.addAll(versions.found());
        problems = List.copyOf(found);
    }

    /** The files with one of them as it is now: changed, new or gone. */
    private static Map<String, byte[]> with(Map<String, byte[]> files, String name, Map<String, byte[]> now) {
        Map<String, byte[]> changed = new TreeMap<>(files);
        if (now.containsKey(name)) {
            changed.put(name, now.get(name));
        } else {
            changed.remove(name);
        }
        return changed;
    }

    private static Set<String> changed(Map<String, byte[]> one, Map<String, byte[]> other) {
        Set<String> names = new TreeSet<>(one.keySet());
        names.addAll(other.keySet());
        names.removeIf(name ->
                one.containsKey(name) && other.containsKey(name) && Arrays.equals(one.get(name), other.get(name)));
        return names;
    }
}
