using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.OnnxRuntime;
using ModelCompression.Quantization;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Quantization;

[TestClass]
public sealed class EmbeddingQuantizerTests
{
    private const string Lookup = "input i: int64[N,3] t = const float[200,32] seed 1 y = Gather(t, i) output y";

    [TestMethod]
    [DataRow(Lookup, DisplayName = "half-precision scales")]
    [DataRow("input i: int64[N] t = const float[100,64] seed 1 y = Gather(t, i) <axis=0> output y", DisplayName = "float scales")]
    [DataRow("input i: int64[N] t = const float[64,8,16] seed 1 y = Gather(t, i) output y", DisplayName = "rows that are matrices")]
    [DataRow("input i: int64[N] t = const float16[100,80] seed 1 y = Gather(t, i) output y", DisplayName = "half-precision table")]
    public void Stores_the_table_in_8_bits_with_answers_within_half_a_step(string text)
    {
        var (model, plan) = Quantized.By(new EmbeddingQuantizer(), text);

        Assert.HasCount(1, plan.Items[0].Choices);
        Assert.IsTrue(model.Graph.Initializers.Where(value => value.Uses.Count > 0).All(value => value.Initializer?.Element == ElementType.Int8 || value.Initializer?.Count <= 200));
        SameOutputs.Check(GraphText.Parse(text), model, tolerance: 1.1 * 0.5 / 127);
    }

    [TestMethod]
    public void Two_lookups_share_one_table()
    {
        var (model, plan) = Quantized.By(new EmbeddingQuantizer(), "input i: int64[N] t = const float[200,32] seed 1 a = Gather(t, i) n = Neg(a) b = Gather(t, i) y = Add(n, b) output y");

        Assert.HasCount(2, plan.Items[0].Choices);
        Assert.AreEqual(1, model.Graph.Initializers.Count(value => value.Initializer?.Element == ElementType.Int8));
    }

    [TestMethod]
    public void Reads_a_table_of_the_main_graph_from_a_subgraph()
    {
        const string Text = "input c: bool[] input i: int64[N] t = const float[200,32] seed 1 "
            + "y = If(c) <then_branch=graph { a = Gather(t, i) output a }, else_branch=graph { r = Gather(t, i) b = Neg(r) output b }> output y";
        var (model, plan) = Quantized.By(new EmbeddingQuantizer(), Text);

        Assert.HasCount(2, plan.Items[0].Choices);
        SameOutputs.Check(GraphText.Parse(Text), model, tolerance: 1.1 * 0.5 / 127);
    }

    [TestMethod]
    public void Rows_of_zeros_and_rows_below_1e_6_keep_their_values()
    {
        var values = new float[8 * 1024];
        for (var i = 0; i < 1024; i++)
        {
            values[1024 + i] = 1e-7f * (i - 512);
            values[2048 + i] = 1e-42f;
            values[3072 + i] = i;
        }

        var graph = GraphText.Parse("input i: int64[N] t = const float[8,1024] y = Gather(t, i) output y");
        var table = new Value("t");
        var model = new Model(new Graph(), graph.IrVersion, graph.Opsets);
        var ids = new Value("i", new TensorType(ElementType.Int64, [Dimension.Of(4)]));
        model.Graph.AddInput(ids);
        model.Graph.AddInitializer(table, TensorData.Floats(new Shape(8, 1024), values));
        model.Graph.AddOutput(model.Graph.Append(new Node("Gather", [table, ids], [new Value("y", new TensorType(ElementType.Float, null))])).Output(0));
        var quantized = Quantized.Apply(new EmbeddingQuantizer(), model);

        using var runner = new OrtRunnerFactory().Load(quantized, new RunnerOptions());
        var rows = runner.Run(new Sample("#0", new Dictionary<string, TensorData> { ["i"] = TensorData.Int64s(new Shape(4), 0, 1, 2, 3) }))[0].ToFloats();
        for (var i = 0; i < 1024; i++)
        {
            Assert.AreEqual(0f, rows[i]);
            Assert.AreEqual(values[1024 + i], rows[1024 + i], 512e-7f / 127 * 0.51f);
            Assert.AreEqual(0f, rows[2048 + i]);
            Assert.AreEqual(values[3072 + i], rows[3072 + i], 1023f / 127 * 0.51f);
        }
    }

    [TestMethod]
    [DataRow("input i: int64[N] input t: float[200,32] = fill 1 y = Gather(t, i) output y", "override")]
    [DataRow("input i: int64[N] t = const float[200,32] seed 1 y = Gather(t, i) output y output t", "output of the graph")]
    [DataRow("input i: int64[N] t = const float[20,4] seed 1 y = Gather(t, i) output y", "too small")]
    [DataRow("input i: int64[N] t = const float[8000] seed 1 y = Gather(t, i) output y", "rows of a matrix")]
    [DataRow("input i: int64[N] t = const float[32,200] seed 1 y = Gather(t, i) <axis=1> output y", "rows of a matrix")]
    [DataRow("input i: int64[N] t = const float[200,32] fill nan y = Gather(t, i) output y", "not finite")]
    [DataRow("opset 6 input i: int64[N] t = const float[200,32] seed 1 y = Gather(t, i) output y", "opset 7")]
    [DataRow("input i: int64[N] t = const float[200,32] seed 1 r = Gather(t, i) y = Gemm(r, t) <transB=1> output y", "same table in floating point")]
    public void Keeps_what_it_cannot_do_and_says_why(string text, string why)
    {
        var (model, plan) = Quantized.By(new EmbeddingQuantizer(), text);

        Assert.IsEmpty(plan.Items);
        Assert.Contains(why, plan.Skipped.Single().Why);
        Assert.IsNull(GraphText.Difference(text, model));
    }

    [TestMethod]
    public void A_tied_table_is_quantized_for_the_look_up_when_the_product_was_quantized_before()
    {
        const string Text = "input i: int64[16] t = const float[200,64] seed 1 r = Gather(t, i) y = Gemm(r, t) <transB=1> output y";
        var model = Quantized.Apply(new EmbeddingQuantizer(), Quantized.Apply(new DynamicQuantizer(), GraphText.Parse(Text)));

        Assert.IsFalse(model.Graph.Initializers.Any(value => value.Uses.Count > 0 && value.Initializer is { Element: ElementType.Float, Count: > 200 }));
        SameOutputs.Check(GraphText.Parse(Text), model, tolerance: 0.02);
    }
}
