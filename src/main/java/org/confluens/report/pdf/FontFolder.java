package org.confluens.report.pdf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.confluens.platform.log.Log;

/**
 * A folder of TrueType fonts (files {@code *.ttf}, also in folders below it), of which a page takes those that it needs.
 * Fonts are looked at in the order of their names, plain ones before bold, slanted and narrow ones; one that can't be read
 * is logged and passed over.
 */
final class FontFolder {

    private static final Log LOG = Log.of(FontFolder.class);
    private static final int MAX_DEPTH = 4;
    private static final int MAX_FILES = 2000;
    private static final Pattern DECORATED =
            Pattern.compile("bold|italic|oblique|condensed|serif|mono|light|math", Pattern.CASE_INSENSITIVE);

    private final Path folder;
    private final Map<Path, Optional<CmapLookup>> characters = new HashMap<>();
    private List<Path> files = List.of();

    FontFolder(Path folder) {
        this.folder = folder;
    }

    /** Fonts that together have as many of the characters as the folder can give, no more of them than needed. */
    synchronized List<PdfFont> covering(Set<Integer> wanted) {
        List<PdfFont> chosen = new ArrayList<>();
        if (wanted.isEmpty()) {
            return chosen;
        }
        if (files.isEmpty()) {
            files = list();
        }
        for (Path file : files) {
            Optional<CmapLookup> has = characters.computeIfAbsent(file, FontFolder::characters);
            if (has.isPresent() && wanted.removeIf(point -> has.get().getGlyphId(point) != 0)) {
                chosen.add(font(file, has.get()));
            }
            if (wanted.isEmpty()) {
                break;
            }
        }
        return chosen;
    }

    private static PdfFont font(Path file, CmapLookup characters) {
        try {
            return new PdfFont(
                    "font-" + file.getFileName().toString().replaceAll("[^A-Za-z0-9]", "-"),
                    Files.readAllBytes(file),
                    characters);
        } catch (IOException e) {
            throw new UncheckedIOException("reading the font " + file, e);
        }
    }

    private List<Path> list() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.find(folder, MAX_DEPTH, (path, is) -> is.isRegularFile() && isFont(path))) {
            return found.limit(MAX_FILES)
                    .sorted(Comparator.comparing(FontFolder::isDecorated)
                            .thenComparing(path -> path.getFileName().toString())
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            LOG.warning("no fonts from {0}: {1}", folder, e);
            return List.of();
        }
    }

    private static boolean isFont(Path path) {
        return path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".ttf");
    }

    private static boolean isDecorated(Path path) {
        return DECORATED.matcher(path.getFileName().toString()).find();
    }

    private static Optional<CmapLookup> characters(Path file) {
        try (TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBufferedFile(file.toFile()))) {
            return Optional.of(font.getUnicodeCmapLookup());
        } catch (IOException | RuntimeException e) {
            LOG.warning("the font {0} cannot be used: {1}", file, e);
            return Optional.empty();
        }
    }
}
