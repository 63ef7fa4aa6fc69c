using System.Globalization;
using ModelCompression.Ir;

namespace ModelCompression.Onnx;

/// <summary>
/// Names for a file: every value of the model gets one that no other value has. Inputs and outputs of the main graph come first and keep theirs, then the
/// main graph's other values, then subgraphs, outer ones first; a name that is taken gets the first free suffix <c>_1</c>, <c>_2</c>, ...
/// </summary>
internal static class ValueNames
{
    public static IReadOnlyDictionary<Value, string> Of(Model model)
    {
        var names = new Dictionary<Value, string>(ReferenceEqualityComparer.Instance);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var nextSuffix = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var value in InOrderOfPriority(model.Graph))
        {
            if (!names.ContainsKey(value))
            {
                names.Add(value, Unique(value.Name.Length > 0 ? value.Name : "value"));
            }
        }

        return names;

        string Unique(string wanted)
        {
            var name = wanted;
            while (!taken.Add(name))
            {
                var suffix = nextSuffix.GetValueOrDefault(wanted) + 1;
                nextSuffix[wanted] = suffix;
                name = wanted + "_" + suffix.ToString(CultureInfo.InvariantCulture);
            }

            return name;
        }
    }

    private static IEnumerable<Value> InOrderOfPriority(Graph main)
    {
        foreach (var graph in main.SelfAndSubgraphs())
        {
            foreach (var value in graph.Inputs.Concat(graph.Outputs).Concat(graph.Initializers))
            {
                yield return value;
            }

            foreach (var value in graph.Nodes.SelectMany(node => node.Outputs))
            {
                if (value is not null)
                {
                    yield return value;
                }
            }
        }
    }
}
