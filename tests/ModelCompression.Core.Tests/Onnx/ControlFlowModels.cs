using ModelCompression.Onnx.Schema;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Onnx;

/// <summary>If, Loop and Scan with captured values, shadowed names and names that branches share.</summary>
internal static class ControlFlowModels
{
    public static IEnumerable<ZooModel> All =>
    [
        new("If that captures", If("a", "b")),
        new("If whose branches use the same names", If("same", "same"), IsVerbatim: false),
        new("If with an outer value as output", IfWithOuterOutput()),
        new("Loop", Loop()),
        new("Scan", Scan()),
        new("nested Ifs that capture across two levels", Nested("inner")),
        new("nested Ifs that shadow a name", Nested("h"), IsVerbatim: false),
    ];

    private static ValueInfoProto Condition => Protos.Info("c", ElementType.Bool);

    /// <summary>y = c ? -(x + w) : relu(x + w).</summary>
    private static ModelProto If(string thenName, string elseName)
    {
        var then = Protos.Graph("then", [], [Protos.Node("Neg", ["h"], [thenName])], [Protos.Info(thenName, ElementType.Float, 2)]);
        var otherwise = Protos.Graph("else", [], [Protos.Node("Relu", ["h"], [elseName])], [Protos.Info(elseName, ElementType.Float, 2)]);
        return WithCondition([
            Protos.Node("Add", ["x", "w"], ["h"]),
            Protos.Node("If", ["c"], ["y"], Protos.Subgraph("then_branch", then), Protos.Subgraph("else_branch", otherwise)),
        ]);
    }

    /// <summary>The else branch has no nodes: its output is a value of the main graph.</summary>
    private static ModelProto IfWithOuterOutput()
    {
        var then = Protos.Graph("then", [], [Protos.Node("Neg", ["h"], ["n"])], [Protos.Info("n", ElementType.Float, 2)]);
        var otherwise = Protos.Graph("else", [], [], [Protos.Info("h", ElementType.Float, 2)]);
        return WithCondition([
            Protos.Node("Add", ["x", "w"], ["h"]),
            Protos.Node("If", ["c"], ["y"], Protos.Subgraph("then_branch", then), Protos.Subgraph("else_branch", otherwise)),
        ]);
    }

    /// <summary>An If in an If; the inner one captures from both graphs around it. With the name <c>h</c> the middle graph shadows the main one.</summary>
    private static ModelProto Nested(string middleName)
    {
        var innerThen = Protos.Graph("innerThen", [], [Protos.Node("Add", [middleName, "w"], ["s"])], [Protos.Info("s", ElementType.Float, 2)]);
        var innerElse = Protos.Graph("innerElse", [], [Protos.Node("Mul", [middleName, "k"], ["p"])], [Protos.Info("p", ElementType.Float, 2)], Protos.Floats("k", 3, 4));
        var middle = Protos.Graph(
            "middle",
            [],
            [
                Protos.Node("Abs", ["x"], [middleName]),
                Protos.Node("If", ["c"], ["r"], Protos.Subgraph("then_branch", innerThen), Protos.Subgraph("else_branch", innerElse)),
            ],
            [Protos.Info("r", ElementType.Float, 2)]);
        var otherwise = Protos.Graph("else", [], [Protos.Node("Relu", ["h"], ["q"])], [Protos.Info("q", ElementType.Float, 2)]);
        return WithCondition([
            Protos.Node("Add", ["x", "w"], ["h"]),
            Protos.Node("If", ["c"], ["y"], Protos.Subgraph("then_branch", middle), Protos.Subgraph("else_branch", otherwise)),
        ]);
    }

    private static ModelProto WithCondition(IEnumerable<NodeProto> nodes)
    {
        var model = Protos.FromXToY(nodes, Protos.Floats("w", -1, 2));
        model.Graph.Input.Add(Condition);
        return model;
    }

    /// <summary>y = x + 3 w, by three rounds of s = s + w.</summary>
    private static ModelProto Loop()
    {
        var body = Protos.Graph(
            "body",
            [Protos.Info("i", ElementType.Int64), Protos.Info("go", ElementType.Bool), Protos.Info("s", ElementType.Float, 2)],
            [Protos.Node("Identity", ["go"], ["goes_on"]), Protos.Node("Add", ["s", "w"], ["t"])],
            [Protos.Info("goes_on", ElementType.Bool), Protos.Info("t", ElementType.Float, 2)]);
        return Protos.FromXToY(
            [Protos.Node("Loop", ["n", "", "x"], ["y"], Protos.Subgraph("body", body))],
            Protos.Tensor("n", ElementType.Int64, [], t => t.Int64Data.Add(3)),
            Protos.Floats("w", -1, 2));
    }

    /// <summary>y = running sum over x, each step plus k of the main graph.</summary>
    private static ModelProto Scan()
    {
        var body = Protos.Graph(
            "body",
            [Protos.Info("sum", ElementType.Float), Protos.Info("item", ElementType.Float)],
            [Protos.Node("Add", ["sum", "item"], ["a"]), Protos.Node("Add", ["a", "k"], ["b"]), Protos.Node("Identity", ["b"], ["out"])],
            [Protos.Info("b", ElementType.Float), Protos.Info("out", ElementType.Float)]);
        return Protos.FromXToY(
            [Protos.Node("Scan", ["zero", "x"], ["last", "y"], Protos.Subgraph("body", body), new AttributeProto { Name = "num_scan_inputs", Type = AttributeProto.Types.AttributeType.Int, I = 1 })],
            Protos.Tensor("zero", ElementType.Float, [], t => t.FloatData.Add(0)),
            Protos.Tensor("k", ElementType.Float, [], t => t.FloatData.Add(0.25f)));
    }
}
