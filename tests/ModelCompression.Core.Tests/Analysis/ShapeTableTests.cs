using System.Text.RegularExpressions;
using ModelCompression.Analysis;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.OnnxRuntime;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Analysis;

[TestClass]
public sealed class ShapeTableTests
{
    private const string Image = "input x: float[N,3,8,8] ";

    [TestMethod]
    [DataRow(Image + "w = const float[4,3,3,3] y = Conv(x, w) <pads=[1,1,1,1], strides=[2,2]>", "Float[N,4,4,4]", DisplayName = "Conv")]
    [DataRow(Image + "w = const float[4,3,3,3] y = Conv(x, w) <auto_pad=\"SAME_UPPER\", strides=[3,3]>", "Float[N,4,3,3]", DisplayName = "Conv SAME")]
    [DataRow(Image + "w = const float[3,2,3,3] y = ConvTranspose(x, w) <strides=[2,2]>", "Float[N,2,17,17]", DisplayName = "ConvTranspose")]
    [DataRow(Image + "y = MaxPool(x) <kernel_shape=[2,2], strides=[2,2]>", "Float[N,3,4,4]", DisplayName = "MaxPool")]
    [DataRow(Image + "y = MaxPool(x) <kernel_shape=[3,3], strides=[2,2], ceil_mode=1>", "Float[N,3,?,?]", DisplayName = "MaxPool ceil is not certain")]
    [DataRow("input x: float[N,3,H,W] y = AveragePool(x) <kernel_shape=[3,3], pads=[1,1,1,1]>", "Float[N,3,H,W]", DisplayName = "AveragePool keeps symbols")]
    [DataRow(Image + "y = GlobalAveragePool(x)", "Float[N,3,1,1]", DisplayName = "GlobalAveragePool")]
    [DataRow(Image + "y = Flatten(x)", "Float[N,192]", DisplayName = "Flatten")]
    [DataRow(Image + "s = const int64[2] {0, -1} y = Reshape(x, s)", "Float[N,192]", DisplayName = "Reshape 0, -1")]
    [DataRow(Image + "s = const int64[2] {-1, 96} y = Reshape(x, s)", "Float[?,96]", DisplayName = "Reshape -1, K that splits the batch")]
    [DataRow(Image + "s = const int64[2] {-1, 192} y = Reshape(x, s)", "Float[N,192]", DisplayName = "Reshape -1, K")]
    [DataRow(Image + "y = Transpose(x) <perm=[0,2,3,1]>", "Float[N,8,8,3]", DisplayName = "Transpose")]
    [DataRow(Image + "a = const int64[1] {0} y = Unsqueeze(x, a)", "Float[1,N,3,8,8]", DisplayName = "Unsqueeze")]
    [DataRow("input x: float[N,1,8] a = const int64[1] {-2} y = Squeeze(x, a)", "Float[N,8]", DisplayName = "Squeeze")]
    [DataRow("input x: float[N,1,8] y = Squeeze(x)", "Float[...]", DisplayName = "Squeeze of an unknown size")]
    [DataRow(Image + "c = const float[8,1] y = Add(c, x)", "Float[N,3,8,8]", DisplayName = "Add broadcasts")]
    [DataRow("input x: float[N,S,64] w = const float[64,32] y = MatMul(x, w)", "Float[N,S,32]", DisplayName = "MatMul")]
    [DataRow("input x: float[N,64] w = const float[32,64] y = Gemm(x, w) <transB=1>", "Float[N,32]", DisplayName = "Gemm")]
    [DataRow(Image + "y = Concat(x, x) <axis=1>", "Float[N,6,8,8]", DisplayName = "Concat")]
    [DataRow(Image + "s = const int64[1] {1} e = const int64[1] {-1} a = const int64[1] {3} y = Slice(x, s, e, a)", "Float[N,3,8,6]", DisplayName = "Slice")]
    [DataRow(Image + "s = const int64[1] {-1} e = const int64[1] {-9} a = const int64[1] {3} t = const int64[1] {-3} y = Slice(x, s, e, a, t)", "Float[N,3,8,3]", DisplayName = "Slice backwards")]
    [DataRow(Image + "p = const int64[8] {0,0,1,2,0,0,3,4} y = Pad(x, p)", "Float[N,3,12,14]", DisplayName = "Pad")]
    [DataRow(Image + "y, z = Split(x) <axis=2>", "Float[N,3,4,8]", DisplayName = "Split")]
    [DataRow(Image + "y = ReduceMean(x) <axes=[2,-1], keepdims=0>", "Float[N,3]", DisplayName = "ReduceMean")]
    [DataRow(Image + "y = ArgMax(x) <axis=1>", "Int64[N,1,8,8]", DisplayName = "ArgMax")]
    [DataRow("input x: float[N,4,8,8] y = DepthToSpace(x) <blocksize=2>", "Float[N,1,16,16]", DisplayName = "DepthToSpace")]
    [DataRow("input i: int64[N,S] w = const float[10,4] y = Gather(w, i)", "Float[N,S,4]", DisplayName = "Gather")]
    [DataRow(Image + "y = Cast(x) <to=7>", "Int64[N,3,8,8]", DisplayName = "Cast")]
    [DataRow(Image + "y = Shape(x)", "Int64[4]", DisplayName = "Shape")]
    [DataRow(Image + "y = Nothing(x)", null, DisplayName = "An unknown operator")]
    [DataRow(Image + "y = other.Relu(x)", null, DisplayName = "A known name in another domain")]
    public void Infers(string text, string? expected)
    {
        var model = GraphText.Parse(text + " output y");
        if (expected is not null)
        {
            AgreesWithRuntime(model);
        }

        Assert.AreEqual(expected, Plain(ShapeTable.Infer(model)[model.Graph.Outputs[0]]?.ToString()));
    }

    [TestMethod]
    [DataRow("s = Shape(x) i = const int64[] {0} y = Gather(s, i)", "N", DisplayName = "Gather")]
    [DataRow("s = Shape(x) i = const int64[2] {-1, 1} y = Gather(s, i)", "8,3", DisplayName = "Gather several")]
    [DataRow("s = Shape(x) b = const int64[1] {2} e = const int64[1] {99} y = Slice(s, b, e)", "8,8", DisplayName = "Slice")]
    [DataRow("s = Shape(x) c = const int64[1] {-1} y = Concat(s, c) <axis=0>", "N,3,8,8,-1", DisplayName = "Concat")]
    [DataRow("s = Shape(x) c = const int64[] {2} y = Mul(s, c)", "?,6,16,16", DisplayName = "Mul")]
    [DataRow("s = Shape(x) c = const int64[4] {1, 3, 1, 2} y = Div(s, c)", "N,1,8,4", DisplayName = "Div")]
    [DataRow("s = Shape(x) y = Cast(s) <to=6>", null, DisplayName = "A cast that a symbol may overflow")]
    [DataRow("c = const int64[1] {3} y = ConstantOfShape(c) <value=int64[1] {7}>", "7,7,7", DisplayName = "ConstantOfShape")]
    [DataRow("y = Shape(x) <start=1, end=-1>", "3,8", DisplayName = "Shape with a range")]
    [DataRow("s = Shape(x) c = const int64[4] {-1, 3, 4, 8} e = Equal(s, c) o = const int64[1] {1} y = Where(e, o, s)", "N,1,8,1", DisplayName = "Equal and Where")]
    [DataRow("s = Shape(x) c = const int64[1] {3} e = Equal(s, c) o = const int64[1] {1} y = Where(e, o, s)", "?,1,8,8", DisplayName = "Equality with a symbol is not certain")]
    [DataRow("y = Size(x)", "?", DisplayName = "Size")]
    public void Knows_content(string text, string? expected)
    {
        var model = GraphText.Parse(Image + text + " output y");
        var elements = ShapeTable.Infer(model).ElementsOf(model.Graph.Outputs[0]);

        Assert.AreEqual(expected, elements is null ? null : string.Join(',', elements));
    }

    [TestMethod]
    public void Two_symbols_may_broadcast_either_way()
    {
        var model = GraphText.Parse("input x: float[N,3] input z: float[M,1] y = Mul(x, z) output y");

        Assert.AreEqual("Float[?,3]", Plain(ShapeTable.Infer(model)[model.Graph.Outputs[0]]?.ToString()));
    }

    [TestMethod]
    public void Unknown_sizes_are_distinct_symbols()
    {
        var model = GraphText.Parse("input x: float[?,?] y = Transpose(x) output y");
        var dims = ShapeTable.Infer(model).DimsOf(model.Graph.Outputs[0]);

        Assert.AreNotEqual(dims?[0], dims?[1]);
    }

    [TestMethod]
    public void Long_content_is_not_followed()
    {
        var model = GraphText.Parse("c = const int64[40] fill 1 y = Concat(c, c) <axis=0> z = ConstantOfShape(y) output z");
        var shapes = ShapeTable.Infer(model);

        Assert.IsNull(shapes.ElementsOf(model.Graph.Nodes.First().Output(0)));
        Assert.IsNull(shapes.DimsOf(model.Graph.Outputs[0]));
    }

    [TestMethod]
    public void Content_of_an_overridable_initializer_is_unknown()
    {
        var model = GraphText.Parse("input x: float[2,3] input s: int64[2] = {3, 2} y = Reshape(x, s) output y");

        Assert.AreEqual("Float[?,?]", Plain(ShapeTable.Infer(model)[model.Graph.Outputs[0]]?.ToString()));
    }

    [TestMethod]
    public void Declared_types_fill_in_for_unknown_operators_without_symbols()
    {
        var model = GraphText.Parse("input x: float[N,3] t: float[N,3] = Nothing(x) y = Relu(t) output y");

        Assert.AreEqual("Float[?,3]", Plain(ShapeTable.Infer(model)[model.Graph.Outputs[0]]?.ToString()));
    }

    [TestMethod]
    public void Sees_outer_values_in_subgraphs()
    {
        var model = GraphText.Parse("""
            input x: float[N,3]
            input c: bool[]
            y = If(c) <then_branch=graph { a = Flatten(x) output a }, else_branch=graph { b = Relu(x) output b }>
            output y
            """);
        var inner = model.Graph.Nodes.First().Subgraphs.First().Outputs[0];

        Assert.AreEqual("Float[N,3]", ShapeTable.Infer(model)[inner]?.ToString());
    }

    [TestMethod]
    public void A_size_of_unknown_value_stays_the_same_symbol_through_elementwise_operators()
    {
        var model = GraphText.Parse("input x: float[N,S] input z: float[M,S] t = Add(x, z) y = Relu(t) output t output y");
        var shapes = ShapeTable.Infer(model);

        Assert.AreEqual(shapes.DimsOf(model.Graph.Outputs[0])?[0], shapes.DimsOf(model.Graph.Outputs[1])?[0]);
    }

    /// <summary>Known sizes are what the runtime finds, and a symbol stands for one size in the whole model.</summary>
    private static void AgreesWithRuntime(Model model)
    {
        var shapes = ShapeTable.Infer(model);
        var sample = SeededTensors.SampleFor(model, seed: 1);
        using var runner = new OrtRunnerFactory().Load(model, new RunnerOptions(Optimize: false));
        var result = runner.Run(sample)[0];
        var bound = new Dictionary<string, long>(StringComparer.Ordinal);
        var ports = model.Graph.RequiredInputs.Select(input => (Value: input, Found: sample.Inputs[input.Name])).Append((model.Graph.Outputs[0], result));
        foreach (var (value, found) in ports)
        {
            Assert.AreEqual(shapes[value]?.Element, found.Element);
            foreach (var (dim, size) in (shapes.DimsOf(value) ?? []).Zip(found.Shape.Dims))
            {
                var known = dim.Size ?? (bound.TryAdd(dim.Symbol ?? "", size) ? size : bound[dim.Symbol ?? ""]);
                Assert.AreEqual(known, size, $"{value} is {found}.");
            }
        }
    }

    /// <summary>Symbols the model does not name, as a plain question mark.</summary>
    private static string? Plain(string? type) => type is null ? null : Regex.Replace(type, @"\?\d+", "?");
}
