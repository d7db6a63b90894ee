package org.confluens.template;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.confluens.platform.disk.OwnerOnly;

/**
 * Keeps for each version of a template the files that it was first used with: itself, the item sets, codes, anatomy and
 * languages. Reports keep their version even if its files changed or went, and after a restart.
 *
 * <p>In the folder, {@code versions/ID@VERSION} lists hash and name of each file of a version, and {@code files/HASH} is
 * the content, there once however many versions share it.
 */
final class TemplateArchive {
    private final Path versions;
    private final Path files;

    TemplateArchive(Path folder) {
        this.versions = folder.resolve("versions");
        this.files = folder.resolve("files");
    }

    /** Keeps the files of each template whose version is not kept yet; what can't be written is a problem. */
    void keep(TemplateCatalogue catalogue, Map<String, byte[]> contents, Problems problems) {
        try {
            OwnerOnly.folder(versions);
            OwnerOnly.folder(files);
            for (Template template : catalogue.templates()) {
                Path list = versions.resolve(template.id() + "@" + template.version());
                if (catalogue.place(template).isPresent() && Files.notExists(list)) {
                    write(list, listed(contents).getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            problems.add(versions.toString(), 0, "archive", "the versions in use can't be kept for later: " + e);
        }
    }

    private String listed(Map<String, byte[]> contents) throws IOException {
        StringBuilder list = new StringBuilder();
        for (Map.Entry<String, byte[]> entry : contents.entrySet()) {
            String hash = hash(entry.getValue());
            if (Files.notExists(files.resolve(hash))) {
                write(files.resolve(hash), entry.getValue());
            }
            list.append(hash).append(' ').append(entry.getKey()).append('\n');
        }
        return list.toString();
    }

    /** A file is there whole or not at all, whenever the machine stops. */
    private static void write(Path file, byte[] content) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        OwnerOnly.write(part, content);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Every version that was kept; one that can't be read any more is a problem. */
    List<Template> templates(Problems problems) {
        Map<String, List<String>> sharing = new LinkedHashMap<>();
        try (Stream<Path> lists = Files.list(versions)) {
            for (Path list : lists.filter(TemplateArchive::isList).sorted().toList()) {
                sharing.computeIfAbsent(Files.readString(list), k -> new ArrayList<>())
                        .add(list.getFileName().toString());
            }
        } catch (NoSuchFileException e) {
            return List.of(); // nothing was kept yet
        } catch (IOException e) {
            problems.add(versions.toString(), 0, "archive", "the versions of earlier reports can't be read: " + e);
        }
        List<Template> kept = new ArrayList<>();
        sharing.forEach((list, names) -> kept.addAll(templates(list, names, problems)));
        return kept;
    }

    private static boolean isList(Path file) {
        return file.getFileName().toString().contains("@")
                && !file.getFileName().toString().endsWith(".part");
    }

    private List<Template> templates(String list, List<String> names, Problems problems) {
        try {
            Map<String, byte[]> contents = new TreeMap<>();
            for (String line : list.lines().toList()) {
                int space = line.indexOf(' ');
                contents.put(line.substring(space + 1), Files.readAllBytes(files.resolve(line.substring(0, space))));
            }
            return TemplateCatalogue.readKept(contents).templates().stream()
                    .filter(t -> names.contains(t.id() + "@" + t.version()))
                    .toList();
        } catch (IOException | TemplateException | IndexOutOfBoundsException e) {
            String which = names.stream().map(n -> n.replace('@', ' ')).collect(Collectors.joining(", "));
            problems.add(versions.toString(), 0, "archive", "can't be read any more: " + which + " (" + e + ")");
            return List.of();
        }
    }
}
