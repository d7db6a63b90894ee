package org.confluens.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The language files of the pages against the texts that the pages ask for. */
class LanguageFilesTest {

    private static final Path PAGES = Path.of("src/main/webapp");

    /** A text that a script asks for, {@code t('...')}; long ones are written in pieces. */
    private static final Pattern ASKED = Pattern.compile("\\bt\\('((?:[^'\\\\]|\\\\.)*)'");

    private static final Pattern PIECES = Pattern.compile("'\\s*\\+\\s*'");
    private static final Pattern MARKED = Pattern.compile("data-t>([^<]*)<");
    private static final Pattern LOGIN = Pattern.compile("\\{t:([^}]*)}");
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");

    @ParameterizedTest
    @MethodSource("translations")
    void translatesEveryTextOfThePages(Path file) {
        assertThat(texts(file).keySet()).containsAll(asked());
    }

    @ParameterizedTest
    @MethodSource("translations")
    void keepsThePlacesOfWhatIsFilledIn(Path file) {
        texts(file).forEach((english, text) -> {
            String translated = texts(file).getString(english);
            assertThat(translated).as(english).isNotBlank();
            if (!english.startsWith("rule ")) {
                assertThat(places(translated)).as(english).isEqualTo(places(english));
            }
        });
    }

    static Stream<Path> translations() throws IOException {
        try (Stream<Path> files = Files.list(PAGES.resolve("languages"))) {
            return files.filter(file -> !file.endsWith("en.json")).sorted().toList().stream();
        }
    }

    private static JsonObject texts(Path file) {
        try (var reader = Json.createReader(Files.newBufferedReader(file))) {
            return reader.readObject().getJsonObject("texts");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> asked() {
        Set<String> asked = new TreeSet<>();
        String login = read(Path.of("src/main/resources/org/confluens/security/login.html"));
        LOGIN.matcher(login).results().forEach(found -> asked.add(found.group(1)));
        for (Path file : pages()) {
            String text = PIECES.matcher(read(file)).replaceAll("");
            Pattern pattern = file.toString().endsWith(".js") ? ASKED : MARKED;
            pattern.matcher(text).results().forEach(found -> asked.add(found.group(1)));
        }
        assertThat(asked).contains("Reading list", "Loading …", "Password");
        return asked;
    }

    private static Set<Path> pages() {
        try (Stream<Path> files = Files.walk(PAGES)) {
            return files.filter(file -> file.toString().matches(".*\\.(js|html)"))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> places(String text) {
        return PLACE.matcher(text).results().map(found -> found.group()).collect(Collectors.toSet());
    }
}
