// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

import java.io.File;
import org.gephi.graph.api.*;
import org.gephi.io.importer.api.*;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.project.api.*;
import org.openide.util.Lookup;

/** Opens a graph file as Gephi does and prints what Gephi has of it. Exits 1 at any complaint. */
public class ReadGraph {
  public static void main(String[] args) throws Exception {
    java.util.logging.LogManager.getLogManager().reset();
    Lookup.getDefault().lookup(ProjectController.class).newProject();
    Workspace space = Lookup.getDefault().lookup(ProjectController.class).getCurrentWorkspace();
    ImportController in = Lookup.getDefault().lookup(ImportController.class);
    Container c = in.importFile(new File(args[0]));
    boolean bad = false;
    for (Issue i : (Iterable<Issue>) () -> c.getReport().getIssues(1000)) {
      System.out.println("issue " + i.getLevel() + " " + i.getMessage());
      bad |= i.getLevel() == Issue.Level.WARNING || i.getLevel() == Issue.Level.SEVERE || i.getLevel() == Issue.Level.CRITICAL;
    }
    in.process(c, new DefaultProcessor(), space);
    GraphModel m = Lookup.getDefault().lookup(GraphController.class).getGraphModel(space);
    int timed = 0, undirected = 0;
    for (Node n : m.getGraph().getNodes()) {
      timed += m.getConfiguration().getTimeRepresentation() == TimeRepresentation.TIMESTAMP && n.getTimestamps().length > 0 ? 1 : 0;
    }
    for (Edge e : m.getGraph().getEdges()) {
      undirected += e.isDirected() ? 0 : 1;
    }
    System.out.printf("nodes %d timed %d edges %d undirected %d dynamic %b time %s %s%n", m.getGraph().getNodeCount(), timed,
        m.getGraph().getEdgeCount(), undirected, m.isDynamic(), m.getConfiguration().getTimeRepresentation(), m.getTimeFormat());
    for (Node n : m.getGraph().getNodes()) {
      System.out.println("label " + n.getLabel());
    }
    System.exit(bad ? 1 : 0);
  }
}
