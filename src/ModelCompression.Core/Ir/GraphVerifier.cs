namespace ModelCompression.Ir;

/// <summary>The executable specification of the IR: what must hold of every model between phases. A violation is a bug in the phase before.</summary>
public static class GraphVerifier
{
    private const int MaxReported = 10;

    /// <summary>Every violation as one sentence, in graph order; empty when the model is consistent.</summary>
    public static IReadOnlyList<string> Check(Model model)
    {
        var problems = new List<string>();
        var graphs = Walk(model.Graph, problems);
        if (problems.Count > 0)
        {
            return problems;
        }

        foreach (var graph in graphs)
        {
            CheckInputs(graph, problems);
            CheckInitializers(graph, problems);
            foreach (var node in graph.Nodes)
            {
                CheckNode(node, graph, model, problems);
            }
        }

        CheckScopes(model.Graph, new HashSet<Value>(ReferenceEqualityComparer.Instance), problems);
        CheckUses(graphs, problems);
        return problems;
    }

    /// <param name="phase">What was done last, for the message.</param>
    /// <exception cref="InvalidOperationException">The model is inconsistent.</exception>
    public static void Verify(Model model, string phase)
    {
        var problems = Check(model);
        if (problems.Count > 0)
        {
            throw new InvalidOperationException($"The graph is inconsistent after {phase} ({problems.Count} problems): {string.Join(" ", problems.Take(MaxReported))}");
        }
    }

    /// <summary>All graphs, outer first. A graph that two attributes hold is reported; nothing else can be checked then.</summary>
    private static List<Graph> Walk(Graph main, List<string> problems)
    {
        var found = new List<Graph> { main };
        var seen = new HashSet<Graph>(ReferenceEqualityComparer.Instance) { main };
        if (main.OwnerNode is not null)
        {
            problems.Add($"The main graph belongs to {main.OwnerNode}.");
        }

        for (var i = 0; i < found.Count; i++)
        {
            foreach (var node in found[i].Nodes)
            {
                foreach (var graph in node.Subgraphs)
                {
                    Expect(graph.OwnerNode == node, () => $"Graph '{graph.Name}' of {node} belongs to another node.", problems);
                    var isNew = seen.Add(graph);
                    Expect(isNew, () => $"Graph '{graph.Name}' of {node} is in the model twice.", problems);
                    if (isNew)
                    {
                        found.Add(graph);
                    }
                }
            }
        }

        return found;
    }

    private static void CheckInputs(Graph graph, List<string> problems)
    {
        Expect(graph.Inputs.Distinct().Count() == graph.Inputs.Count, () => $"Graph '{graph.Name}' has an input twice.", problems);
        foreach (var input in graph.Inputs)
        {
            Expect(input.Owner == graph, () => $"Input '{input.Name}' is owned by another graph.", problems);
            Expect(input.IsGraphInput, () => $"Input '{input.Name}' does not know that it is an input.", problems);
            Expect(input.Producer is null, () => $"Input '{input.Name}' has a producer.", problems);
        }
    }

    private static void CheckInitializers(Graph graph, List<string> problems)
    {
        Expect(graph.Initializers.Distinct().Count() == graph.Initializers.Count, () => $"Graph '{graph.Name}' has an initializer twice.", problems);
        var inputs = graph.Inputs.ToHashSet();
        foreach (var value in graph.Initializers)
        {
            Expect(value.Owner == graph, () => $"Initializer '{value.Name}' is owned by another graph.", problems);
            Expect(value.Producer is null, () => $"Initializer '{value.Name}' has a producer.", problems);
            Expect(value.IsGraphInput == inputs.Contains(value), () => $"Initializer '{value.Name}' is wrong about being an input.", problems);
            Expect(value.Initializer is not null || value.IsSparse, () => $"Initializer '{value.Name}' has no tensor.", problems);
            Expect(TypeMatches(value), () => $"Initializer '{value.Name}' is declared as {value.Type} but holds {value.Initializer}.", problems);
        }
    }

    private static bool TypeMatches(Value value)
    {
        if (value.Initializer is not { } data || value.Type is not { } type)
        {
            return true;
        }

        return type.Element == data.Element
            && (type.Dims is null || (type.Dims.Count == data.Shape.Rank && type.Dims.Zip(data.Shape.Dims).All(pair => pair.First.Size is null || pair.First.Size == pair.Second)));
    }

    private static void CheckNode(Node node, Graph graph, Model model, List<string> problems)
    {
        Expect(node.Graph == graph, () => $"{node} does not know the graph it is in.", problems);
        Expect(model.Opsets.ContainsKey(node.Domain), () => $"{node} is of domain '{node.Domain}', which the model does not import.", problems);
        for (var i = 0; i < node.Outputs.Count; i++)
        {
            if (node.Outputs[i] is { } output)
            {
                Expect(output.Producer == node && output.ProducerIndex == i, () => $"Output {i} of {node} names another producer.", problems);
                Expect(output.Owner == graph, () => $"Output {i} of {node} is owned by another graph.", problems);
                Expect(!output.IsGraphInput && output.Initializer is null, () => $"Output {i} of {node} is also an input or initializer.", problems);
            }
        }

        foreach (var name in node.Attributes.GroupBy(attribute => attribute.Name).Where(group => group.Count() > 1).Select(group => group.Key))
        {
            problems.Add($"{node} has two attributes '{name}'.");
        }
    }

    /// <summary>Walks in execution order; <paramref name="visible"/> holds what may be used now and is left as it was.</summary>
    private static void CheckScopes(Graph graph, HashSet<Value> visible, List<string> problems)
    {
        var added = new List<Value>();
        Show(graph.Inputs.Concat(graph.Initializers));
        foreach (var node in graph.Nodes)
        {
            foreach (var input in node.Inputs)
            {
                Expect(input is null || visible.Contains(input), () => $"{node} uses '{input?.Name}', which is out of scope or produced later.", problems);
            }

            foreach (var subgraph in node.Subgraphs)
            {
                CheckScopes(subgraph, visible, problems);
            }

            Show(node.Outputs.OfType<Value>());
        }

        foreach (var output in graph.Outputs)
        {
            Expect(visible.Contains(output), () => $"Output '{output.Name}' of graph '{graph.Name}' is out of scope.", problems);
        }

        visible.ExceptWith(added);

        void Show(IEnumerable<Value> values) => added.AddRange(values.Where(visible.Add));
    }

    private static void CheckUses(IReadOnlyList<Graph> graphs, List<string> problems)
    {
        var expected = new Dictionary<Value, HashSet<Use>>(ReferenceEqualityComparer.Instance);
        var outputs = new Dictionary<Value, int>(ReferenceEqualityComparer.Instance);
        foreach (var value in graphs.SelectMany(DefinedIn))
        {
            expected.TryAdd(value, []);
        }

        foreach (var node in graphs.SelectMany(graph => graph.Nodes))
        {
            for (var i = 0; i < node.Inputs.Count; i++)
            {
                if (node.Inputs[i] is { } input)
                {
                    expected.TryAdd(input, []);
                    expected[input].Add(new Use(node, i));
                }
            }
        }

        foreach (var output in graphs.SelectMany(graph => graph.Outputs))
        {
            expected.TryAdd(output, []);
            outputs[output] = outputs.GetValueOrDefault(output) + 1;
        }

        foreach (var (value, uses) in expected)
        {
            Expect(uses.SetEquals(value.Uses) && uses.Count == value.Uses.Count, () => $"The uses of '{value.Name}' are not the {uses.Count} node inputs that hold it.", problems);
            Expect(
                outputs.GetValueOrDefault(value) == value.GraphOutputCount,
                () => $"'{value.Name}' counts {value.GraphOutputCount} graph outputs but is {outputs.GetValueOrDefault(value)}.",
                problems);
        }
    }

    private static IEnumerable<Value> DefinedIn(Graph graph) =>
        graph.Inputs.Concat(graph.Initializers).Concat(graph.Nodes.SelectMany(node => node.Outputs).OfType<Value>());

    private static void Expect(bool holds, Func<string> problem, List<string> problems)
    {
        if (!holds)
        {
            problems.Add(problem());
        }
    }
}
