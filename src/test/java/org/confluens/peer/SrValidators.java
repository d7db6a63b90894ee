package org.confluens.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the checkers of other products say about structured reports: dciodvfy of dicom3tools, dsrdump and dsr2xml of
 * DCMTK, and DicomSRValidator of PixelMed, which is so slow to start that it takes many files at once.
 */
public final class SrValidators {

    /** The programs that the per-file checks need, for {@link NeedsPeer}. */
    public static final String DCIODVFY = "dciodvfy";

    public static final String DSRDUMP = "dsrdump";
    public static final String DSR2XML = "dsr2xml";

    /** Where Debian's libpixelmed-java puts the library. */
    public static final String PIXELMED = "/usr/share/java/pixelmed.jar";

    /** What DCMTK says about itself, not about the file. */
    private static final List<String> NOT_ABOUT_THE_FILE =
            List.of("VR checker does not support", "template constraints not yet supported");

    private static final Duration ONE_FILE = Duration.ofSeconds(60);
    private static final Duration MANY_FILES = Duration.ofMinutes(20);

    private SrValidators() {}

    /** Every error of the three programs that check one file, each with the program's name before it. */
    public static List<String> errors(Path file) {
        List<String> errors = new ArrayList<>();
        Program.run(ONE_FILE, List.of(DCIODVFY, file.toString()))
                .linesStartingWith("Error")
                .forEach(line -> errors.add("dciodvfy: " + line));
        errors.addAll(dcmtk(DSRDUMP, file));
        errors.addAll(dcmtk(DSR2XML, file));
        return errors;
    }

    /** PixelMed's errors of each file, checked in one virtual machine; a file without errors has an empty list. */
    public static Map<Path, List<String>> pixelMedErrors(List<Path> files) {
        Map<Path, List<String>> errors = new LinkedHashMap<>();
        files.forEach(file -> errors.put(file, new ArrayList<>()));
        Program.Result result = Program.run(MANY_FILES, pixelMedCommand(files));
        Path current = null;
        int answered = 0;
        for (String line : result.output().lines().toList()) {
            if (line.startsWith(PixelMedDriver.FILE)) {
                current = Path.of(line.substring(PixelMedDriver.FILE.length()));
                answered++;
            } else if (current != null && isPixelMedError(line)) {
                errors.get(current).add("PixelMed: " + line);
            }
        }
        if (result.exitCode() != 0 || answered != files.size()) {
            throw new IllegalStateException("PixelMed checked " + answered + " of " + files.size() + " files: "
                    + result.output().lines().limit(20).toList());
        }
        return errors;
    }

    /** What breaks a row of a template is called an error; what breaks a document type's relationships is only told. */
    private static boolean isPixelMedError(String line) {
        return line.startsWith("Error") || line.contains(" has illegal relationship ");
    }

    private static List<String> dcmtk(String program, Path file) {
        Program.Result result = Program.run(ONE_FILE, List.of(program, file.toString()));
        List<String> errors = new ArrayList<>();
        result.linesStartingWith("F:").forEach(line -> errors.add(program + ": " + line));
        result.linesStartingWith("E:").forEach(line -> errors.add(program + ": " + line));
        result.linesStartingWith("W:").stream()
                .filter(line -> NOT_ABOUT_THE_FILE.stream().noneMatch(line::contains))
                .forEach(line -> errors.add(program + ": " + line));
        if (result.exitCode() != 0 && errors.isEmpty()) {
            errors.add(program + ": exit code " + result.exitCode());
        }
        return errors;
    }

    private static List<String> pixelMedCommand(List<Path> files) {
        try {
            Path list = Files.createTempFile("pixelmed", ".txt");
            list.toFile().deleteOnExit();
            Files.write(list, files.stream().map(Path::toString).toList());
            String classes = Path.of(PixelMedDriver.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .getPath())
                    .toString();
            return List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx3g",
                    "-Djdk.xml.xpathExprGrpLimit=0",
                    "-Djdk.xml.xpathExprOpLimit=0",
                    "-Djdk.xml.xpathTotalOpLimit=0",
                    "-Djavax.xml.transform.TransformerFactory=" + AddressedDocuments.class.getName(),
                    "-cp",
                    PIXELMED + ":" + classes,
                    PixelMedDriver.class.getName(),
                    list.toString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
