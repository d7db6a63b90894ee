package org.confluens.worklist.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.confluens.dicom.data.DatasetWriter;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.worklist.ItemBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The import program against a service that notes what it is asked. */
class ImportWorklistTest {

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final AtomicInteger unready = new AtomicInteger();
    private int status = 201;
    private String step = "SPS1";
    private HttpServer service;
    private ImportWorklist importer;

    @TempDir
    Path folder;

    @BeforeEach
    void serve() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", this::answer);
        service.start();
        URI address = URI.create("http://127.0.0.1:" + service.getAddress().getPort());
        importer = new ImportWorklist(
                folder,
                new WorklistClient(address, "jane:secret"),
                new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (unready.getAndDecrement() > 0) {
            exchange.getResponseHeaders().set("Retry-After", "0");
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
            return;
        }
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                + exchange.getRequestHeaders().containsKey("Authorization"));
        byte[] body = (status < 300
                        ? "{\"stepId\":\"" + step + "\",\"state\":\"SCHEDULED\",\"studyInstanceUid\":\"2.25.1\"}"
                        : "{\"detail\":\"Modality (0008,0060) is missing\"}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @Test
    void waitsForAServiceThatIsStartingAndSaysSoOnce() throws Exception {
        write("one.wl");
        unready.set(20);

        assertThat(patient(Duration.ofMinutes(1)).pass()).isEqualTo(new ImportWorklist.Pass(1, 0, 0, 0, 0));
        assertThat(requests).hasSize(1);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .containsOnlyOnce("waiting")
                .doesNotContain("not taken yet:");
    }

    @Test
    void patienceThatIsAtItsEndIsNotBegunAnewForEachFile() throws Exception {
        for (int i = 0; i < 5; i++) {
            write(i + ".wl");
        }
        unready.set(Integer.MAX_VALUE);
        Duration most = Duration.ofSeconds(2);

        long begun = System.nanoTime();
        assertThat(patient(most).pass()).isEqualTo(new ImportWorklist.Pass(0, 0, 0, 0, 5));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(most, most.multipliedBy(4));
    }

    @Test
    void waitsForAServiceThatDoesNotListenYet() throws Exception {
        write("one.wl");
        int port = service.getAddress().getPort();
        service.stop(0);
        ImportWorklist patient = patient(Duration.ofMinutes(1));
        Thread later = new Thread(() -> {
            while (!said.toString(StandardCharsets.UTF_8).contains("waiting")) {
                Thread.onSpinWait();
            }
            try {
                service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
                service.createContext("/", this::answer);
                service.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        later.start();

        assertThat(patient.pass()).isEqualTo(new ImportWorklist.Pass(1, 0, 0, 0, 0));
        later.join();
    }

    private ImportWorklist patient(Duration most) {
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        URI address = URI.create("http://127.0.0.1:" + service.getAddress().getPort());
        return new ImportWorklist(
                folder, new WorklistClient(address, "jane:secret", new Patience(most, Patience.MINUTE, out)), out);
    }

    @Test
    void sendsEachFileOnceUntilItChanges() throws Exception {
        Path file = write("one.wl");

        assertThat(importer.pass()).isEqualTo(new ImportWorklist.Pass(1, 0, 0, 0, 0));
        assertThat(importer.pass()).isEqualTo(new ImportWorklist.Pass(0, 0, 0, 0, 0));
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        status = 200;
        assertThat(importer.pass()).isEqualTo(new ImportWorklist.Pass(0, 1, 0, 0, 0));
        assertThat(requests).hasSize(2).containsOnly("POST /api/worklist?replace=true application/dicom+json true");
    }

    @Test
    void takesTheStepOfAFileThatIsGoneOffTheWorklist() throws Exception {
        Path file = write("one.wl");
        importer.pass();
        Files.delete(file);

        assertThat(importer.pass()).isEqualTo(new ImportWorklist.Pass(0, 0, 1, 0, 0));
        assertThat(requests).last().isEqualTo("DELETE /api/worklist/step?id=SPS1&study=2.25.1 null true");
    }

    @Test
    void takesTheStepThatAChangedFileNoLongerNamesOffTheWorklist() throws Exception {
        Path file = write("one.wl");
        importer.pass();
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        step = "SPS2";
        importer.pass();

        assertThat(requests).last().isEqualTo("DELETE /api/worklist/step?id=SPS1&study=2.25.1 null true");
    }

    @Test
    void sendsAgainWhatTheServiceCouldNotTake() throws Exception {
        write("one.wl");
        status = 503;
        assertThat(importer.pass()).isEqualTo(new ImportWorklist.Pass(0, 0, 0, 0, 1));
        status = 201;
        assertThat(importer.pass()).isEqualTo(new ImportWorklist.Pass(1, 0, 0, 0, 0));
    }

    @Test
    void goesOnWatchingWhileTheServiceIsAway() throws Exception {
        Path file = write("one.wl");
        importer.pass();
        Files.delete(file);
        write("two.wl");
        service.stop(0);

        assertThat(importer.pass()).isEqualTo(new ImportWorklist.Pass(0, 0, 0, 0, 1));
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("two.wl: not taken yet", "one.wl: gone");
    }

    @Test
    void saysWhichFileIsRefusedAndWhy() throws Exception {
        write("one.wl");
        Files.writeString(folder.resolve("two.wl"), "call the ward");
        status = 422;

        assertThat(importer.pass()).isEqualTo(new ImportWorklist.Pass(0, 0, 0, 2, 0));
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("one.wl: refused: Modality (0008,0060) is missing", "two.wl: not a worklist file");
    }

    private Path write(String name) throws IOException {
        return Files.write(
                folder.resolve(name),
                DatasetWriter.bytes(ItemBuilder.item().dataset(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
    }
}
