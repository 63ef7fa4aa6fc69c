using ModelCompression.Ir;
using ModelCompression.Quantization;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Quantization;

[TestClass]
public sealed class LstmPlannerTests
{
    private const int Hidden = 24;
    private const int Inputs = 20;

    /// <summary>Smaller than what pays, so that the tests are quick.</summary>
    private static readonly NodeSettings Assigned = new() { Scheme = "Dynamic" };

    [TestMethod]
    [DataRow("y, h, c = LSTM(x, w, r) <hidden_size=24>", 1, DisplayName = "forward")]
    [DataRow("y, h, c = LSTM(x, w, r, b) <hidden_size=24, direction=\"reverse\">", 1, DisplayName = "reverse with bias")]
    [DataRow("y, h, c = LSTM(x, w, r, b) <hidden_size=24, direction=\"bidirectional\">", 2, DisplayName = "both directions")]
    [DataRow("y, h, c = LSTM(x, w, r, b, l, i, j) <hidden_size=24>", 1, DisplayName = "lengths and initial states")]
    [DataRow("y, h, c = LSTM(x, w, r, b) <hidden_size=24, activations=[\"Sigmoid\", \"Tanh\", \"Tanh\"], clip=3.0>", 1, DisplayName = "default activations by name, clip")]
    [DataRow("_, h, c = LSTM(x, w, r) <hidden_size=24> y = Neg(h)", 1, DisplayName = "without the sequence")]
    public void Computes_in_integers_close_to_the_original(string lstm, int directions)
    {
        var text = Text(lstm, directions);
        var (model, plan) = Quantized.By(new DynamicQuantizer(), text, settings: Assigned);

        Assert.Contains("DynamicQuantizeLSTM", Quantized.Operators(model));
        Assert.DoesNotContain("LSTM", Quantized.Operators(model));
        Assert.IsEmpty(plan.Skipped);
        SameOutputs.Check(GraphText.Parse(text), model, tolerance: 0.05, optimize: true);
    }

    [TestMethod]
    public void No_pair_of_summands_can_saturate_in_either_matrix_of_either_direction()
    {
        var text = Text("y, h, c = LSTM(x, w, r) <hidden_size=24, direction=\"bidirectional\">", 2);
        foreach (var (pairSafe, expected) in new[] { (true, true), (false, false) })
        {
            var (model, plan) = Quantized.By(new DynamicQuantizer(), text, pairSafe: pairSafe, settings: Assigned);

            var matrices = model.Graph.Initializers.Where(value => value.Initializer is { Element: ElementType.Int8, Shape.Rank: 3 }).ToList();
            Assert.HasCount(2, matrices);
            Assert.AreEqual(expected, matrices.TrueForAll(matrix => LargestPairSum(matrix.Initializer!) <= 128), "rows are the second axis in the kernel's layout"); // initializers: filtered above
            Assert.AreEqual(pairSafe, plan.Items[0].Choices[0].Note is not null);
        }
    }

    [TestMethod]
    public void Scales_belong_to_the_gate_outputs_of_each_direction_and_weights_are_transposed()
    {
        var text = Text("y, h, c = LSTM(x, w, r) <hidden_size=24, direction=\"bidirectional\">", 2);
        var original = GraphText.Parse(text).Graph.Initializers[0].Initializer!.ToFloats(); // the text stores w first
        var node = Quantized.By(new DynamicQuantizer(), text, settings: Assigned).Model.Graph.Nodes.Single(node => node.OpType == "DynamicQuantizeLSTM");
        var (matrix, scales) = (node.Input(1)!.Constant!, node.Input(8)!.Constant!.ToFloats()); // stored by the quantizer

        CollectionAssert.AreEqual(new long[] { 2, Inputs, 4 * Hidden }, matrix.Shape.ToArray());
        var values = matrix.AsSpan<sbyte>();
        for (var i = 0; i < values.Length; i++)
        {
            var (direction, summand, output) = (i / (Inputs * 4 * Hidden), i / (4 * Hidden) % Inputs, i % (4 * Hidden));
            var channel = (direction * 4 * Hidden) + output;
            Assert.AreEqual(original[(channel * Inputs) + summand], values[i] * (double)scales[channel], scales[channel] * 0.5001);
        }
    }

    [TestMethod]
    [DataRow("y, h, c = LSTM(x, w, r, _, _, _, _, p) <hidden_size=24>", 1, "peepholes")]
    [DataRow("y, h, c = LSTM(x, w, r) <hidden_size=24, activations=[\"Sigmoid\", \"Relu\", \"Tanh\"]>", 1, "activations")]
    [DataRow("y, h, c = LSTM(x, w, r) <hidden_size=24, layout=1>", 1, "layout")]
    [DataRow("y, h, c = LSTM(x, v, r) <hidden_size=24>", 1, "input weights are not a constant")]
    [DataRow("y, h, c = LSTM(x, n, r) <hidden_size=24>", 1, "not finite")]
    [DataRow("y, h = GRU(x, g, s) <hidden_size=24> c = Neg(h)", 1, "no integer kernel for GRU")]
    [DataRow("y, h = RNN(x, g, s) <hidden_size=24> c = Neg(h)", 1, "no integer kernel for RNN")]
    public void Keeps_what_it_cannot_do_and_says_why(string lstm, int directions, string why)
    {
        var text = Text(lstm, directions);
        var (model, plan) = Quantized.By(new DynamicQuantizer(), text, settings: Assigned);

        Assert.IsEmpty(plan.Items);
        Assert.Contains(why, plan.Skipped.Single().Why);
        Assert.IsNull(GraphText.Difference(text, model));
    }

    private static string Text(string lstm, int directions) => FormattableString.Invariant(
        $"""
        input x: float[5,2,{Inputs}]
        input v: float[{directions},{4 * Hidden},{Inputs}]
        w = const float[{directions},{4 * Hidden},{Inputs}] seed 1 range -0.3 0.3
        n = const float[{directions},{4 * Hidden},{Inputs}] fill nan
        r = const float[{directions},{4 * Hidden},{Hidden}] seed 2 range -0.4 0.4
        b = const float[{directions},{8 * Hidden}] seed 3
        p = const float[{directions},{3 * Hidden}] seed 4
        g = const float[{directions},{3 * Hidden},{Inputs}] seed 5
        s = const float[{directions},{3 * Hidden},{Hidden}] seed 6
        l = const int32[2] {"{5, 3}"}
        i = const float[{directions},2,{Hidden}] seed 7
        j = const float[{directions},2,{Hidden}] seed 8
        {lstm}
        output y
        output h
        output c
        """);

    private static int LargestPairSum(TensorData matrix)
    {
        var (directions, summands, outputs) = ((int)matrix.Shape[0], (int)matrix.Shape[1], (int)matrix.Shape[2]);
        var largest = 0;
        var line = new sbyte[summands];
        for (var direction = 0; direction < directions; direction++)
        {
            for (var output = 0; output < outputs; output++)
            {
                for (var summand = 0; summand < summands; summand++)
                {
                    line[summand] = matrix.AsSpan<sbyte>()[(((direction * summands) + summand) * outputs) + output];
                }

                largest = Math.Max(largest, WeightQuantizer.LargestPairSum(line));
            }
        }

        return largest;
    }
}
