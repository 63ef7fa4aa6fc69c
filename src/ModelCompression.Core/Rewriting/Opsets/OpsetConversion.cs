using ModelCompression.Analysis;
using ModelCompression.Ir;

namespace ModelCompression.Rewriting.Opsets;

/// <summary>
/// Raises the opset of a model's default domain to 13, where every operator's integer form is at hand: all of the model or nothing. Operators are either known not to
/// have changed, or have a rule that writes their old form in the new one, with results equal bit for bit; one operator with neither keeps the model as it is.
/// </summary>
public static class OpsetConversion
{
    public const long Target = 13;

    private const long MinOpset = 7; // before it, broadcasting and BatchNormalization mean something else

    /// <summary>What changed: the first opset with the present form, and the rule that turns earlier forms into it.</summary>
    private static readonly (string Operator, long Since, Func<ShapeTable, RewriteRule> Rule)[] Changes =
    [
        ("BatchNormalization", 9, _ => new WithoutAttribute("spatial", neutral: 1)),
        ("Clip", 11, shapes => new AttributesToInputs(shapes, "min", "max")),
        ("Dropout", 12, _ => new WithoutAttribute("ratio", neutral: null)),
        ("Hardmax", 13, shapes => new SoftmaxOverLastAxis(shapes)),
        ("LogSoftmax", 13, shapes => new SoftmaxOverLastAxis(shapes)),
        ("Pad", 11, shapes => new AttributesToInputs(shapes, "pads", "value")),
        ("ReduceSum", 13, shapes => new AttributesToInputs(shapes, "axes")),
        ("Resize", 13, shapes => new ResizeAsymmetric(shapes.Opset)),
        ("Scatter", 11, _ => new ScatterToScatterElements()),
        ("Slice", 10, shapes => new AttributesToInputs(shapes, "starts", "ends", "axes")),
        ("Softmax", 13, shapes => new SoftmaxOverLastAxis(shapes)),
        ("Split", 13, shapes => new AttributesToInputs(shapes, "split")),
        ("Squeeze", 13, shapes => new AttributesToInputs(shapes, "axes")),
        ("TopK", 10, shapes => new AttributesToInputs(shapes, "k")),
        ("Unsqueeze", 13, shapes => new AttributesToInputs(shapes, "axes")),
        ("Upsample", 10, shapes => new ResizeAsymmetric(shapes.Opset)),
    ];

    /// <summary>Brings the model to <see cref="Target"/>.</summary>
    /// <returns>Null when that is done or the model is there already; else why it is left as it is.</returns>
    public static Skipped? Raise(Model model)
    {
        if (model.Opset is < MinOpset or >= Target)
        {
            return null;
        }

        var shapes = ShapeTable.Infer(model);
        var edits = new List<Action<GraphEditor>>();
        foreach (var node in model.Graph.SelfAndSubgraphs().SelectMany(graph => graph.Nodes).Where(node => !UnchangedOperators.Contains(node)))
        {
            var match = MatchOf(node, shapes);
            if (match.Edit is not { } edit)
            {
                return new Skipped(node.Name.Length > 0 ? node.Name : node.OpType, FormattableString.Invariant(
                    $"the model stays at opset {model.Opset}, where some operators have no integer form, because this {node.OpType} cannot be written in opset {Target}: {match.Why}"));
            }

            edits.Add(edit);
        }

        var editor = new GraphEditor(model);
        edits.ForEach(edit => edit(editor));
        model.Opsets[""] = Target;
        return null;
    }

    private static Match MatchOf(Node node, ShapeTable shapes)
    {
        var change = Array.Find(Changes, change => node.Is(change.Operator));
        if (change.Operator is null)
        {
            return Match.No("it is not known to mean the same there");
        }

        return shapes.Opset >= change.Since ? Match.Yes(_ => { }) : change.Rule(shapes).TryMatch(node);
    }
}
