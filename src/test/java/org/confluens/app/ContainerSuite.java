package org.confluens.app;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.confluens.LentThread;
import org.eu.ingwar.tools.arquillian.extension.suite.annotations.ArquillianSuiteDeployment;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * The one deployment of all in-container tests: the packaged application, with the test classes named {@code *IT} and what they share in it.
 * A test class joins by {@code @ExtendWith(ArquillianExtension.class)}; it runs inside the server, or as its client with
 * {@code @RunAsClient}.
 */
@ArquillianSuiteDeployment
public class ContainerSuite {

    @Deployment
    public static WebArchive application() throws URISyntaxException {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/ROOT.war"))
                .addPackages(true, Filters.include(".*IT(\\$.*)?\\.class"), "org.confluens")
                .addClasses(LentThread.class, TestTransaction.class, TestTransaction.Work.class)
                .addClass("org.confluens.intake.TestInstances")
                .addClass("org.confluens.delivery.send.TestPacs")
                .addClass("org.confluens.delivery.send.TestDeliveries")
                .addClass("org.confluens.confirmation.FiledReports")
                .addAsResource("org/confluens/confirmation/flag-life.csv")
                .addAsLibraries(jarOf(Assertions.class));
    }

    private static File jarOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toFile();
    }
}
