using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.OnnxRuntime.Tests;

[TestClass]
public sealed class OrtRunnerTests
{
    private readonly OrtRunnerFactory _factory = new();

    [TestMethod]
    [DataRow(ElementType.Float, 4)]
    [DataRow(ElementType.Double, 8)]
    [DataRow(ElementType.Float16, 2)]
    [DataRow(ElementType.BFloat16, 2)]
    [DataRow(ElementType.Int8, 1)]
    [DataRow(ElementType.UInt8, 1)]
    [DataRow(ElementType.Int16, 2)]
    [DataRow(ElementType.UInt16, 2)]
    [DataRow(ElementType.Int32, 4)]
    [DataRow(ElementType.UInt32, 4)]
    [DataRow(ElementType.Int64, 8)]
    [DataRow(ElementType.UInt64, 8)]
    [DataRow(ElementType.Bool, 1)]
    public void Carries_every_type_bit_for_bit(ElementType element, int elementBytes)
    {
        using var runner = _factory.Load(SmallModels.Identity(SmallModels.Type(element, Dimension.Named("n"))), new RunnerOptions());
        for (var run = 0; run < 3; run++)
        {
            var bytes = Enumerable.Range(run, 3 * elementBytes).Select(i => element == ElementType.Bool ? (byte)(i % 2) : (byte)(i * 37)).ToArray();
            var input = new TensorData(element, new Shape(3), bytes);

            Assert.IsTrue(input.ContentEquals(runner.Run(SmallModels.Sample(("x", input)))[0]), $"run {run}");
        }
    }

    [TestMethod]
    public void Carries_strings()
    {
        using var runner = _factory.Load(SmallModels.Identity(SmallModels.Type(ElementType.String, Dimension.Named("n"))), new RunnerOptions());
        var input = new TensorData(new Shape(2), ["é"u8.ToArray(), ""u8.ToArray()]);

        for (var run = 0; run < 2; run++)
        {
            Assert.IsTrue(input.ContentEquals(runner.Run(SmallModels.Sample(("x", input)))[0]));
        }
    }

    [TestMethod]
    public void Runs_a_sample_without_elements()
    {
        using var runner = _factory.Load(SmallModels.AddRelu([1, 1]), new RunnerOptions());

        var output = runner.Run(SmallModels.Sample(("x", TensorData.Floats(new Shape(0, 2)))))[0];

        Assert.AreEqual(new Shape(0, 2), output.Shape);
    }

    [TestMethod]
    public void Ports_tell_names_types_and_symbols()
    {
        using var runner = _factory.Load(SmallModels.AddRelu([1, 1]), new RunnerOptions());

        Assert.AreEqual("x: Float[batch,2]", string.Join("; ", runner.Inputs.Select(port => $"{port.Name}: {port.Type}")));
        Assert.AreEqual("y: Float[batch,2]", string.Join("; ", runner.Outputs.Select(port => $"{port.Name}: {port.Type}")));
    }

    [TestMethod]
    public void Results_are_right_when_shapes_repeat_and_when_they_change()
    {
        using var runner = _factory.Load(SmallModels.AddRelu([1, -1]), new RunnerOptions());
        foreach (var rows in (int[])[1, 1, 1, 2, 2, 1, 3, 3, 3])
        {
            var values = Enumerable.Range(0, rows * 2).Select(i => (float)(i + rows)).ToArray();
            var expected = values.Select((value, i) => Math.Max(0, value + (i % 2 == 0 ? 1 : -1))).ToArray();

            var output = runner.Run(SmallModels.Sample(("x", TensorData.Floats(new Shape(rows, 2), values))))[0];

            CollectionAssert.AreEqual(expected, output.ToFloats());
        }
    }

    [TestMethod]
    public void A_repeated_shape_shares_memory_with_the_run_before()
    {
        using var runner = _factory.Load(SmallModels.AddRelu([0, 0]), new RunnerOptions());

        var first = runner.Run(SmallModels.Sample(("x", TensorData.Floats(new Shape(1, 2), 1, 2))))[0];
        runner.Run(SmallModels.Sample(("x", TensorData.Floats(new Shape(1, 2), 3, 4))));

        CollectionAssert.AreEqual((float[])[3, 4], first.ToFloats());
    }

    [TestMethod]
    public void Feeding_the_same_tensor_again_reads_it_again()
    {
        using var runner = _factory.Load(SmallModels.AddRelu([1, 1]), new RunnerOptions());
        var sample = SmallModels.Sample(("x", TensorData.Floats(new Shape(1, 2), 1, 2)));

        for (var run = 0; run < 3; run++)
        {
            CollectionAssert.AreEqual((float[])[2, 3], runner.Run(sample)[0].ToFloats());
        }
    }

    [TestMethod]
    public void Results_whose_shape_depends_on_the_values_are_right()
    {
        var model = SmallModels.Unary(
            "NonZero",
            SmallModels.Type(ElementType.Float, Dimension.Of(4)),
            SmallModels.Type(ElementType.Int64, Dimension.Of(1), Dimension.Unknown));
        using var runner = _factory.Load(model, new RunnerOptions());

        foreach (var values in (float[][])[[1, 0, 0, 1], [1, 0, 0, 1], [0, 1, 0, 0], [0, 0, 0, 0], [1, 1, 1, 1]])
        {
            var expected = Enumerable.Range(0, 4).Where(i => values[i] != 0).Select(i => (long)i).ToArray();
            CollectionAssert.AreEqual(expected, runner.Run(SmallModels.Sample(("x", TensorData.Floats(new Shape(4), values))))[0].ToInt64s());
        }
    }

    [TestMethod]
    public void An_output_that_passes_through_a_branch_is_right_when_buffers_are_reused()
    {
        var type = SmallModels.Type(ElementType.Float, Dimension.Of(2));
        var graph = new Graph { Name = "test" };
        var x = new Value("x", type);
        graph.AddInput(x);
        var condition = new Value("condition", SmallModels.Type(ElementType.Bool));
        graph.AddInput(condition);
        var y = new Value("y", type);
        graph.Append(new Node("If", [condition], [y], [Ir.Attribute.Subgraph("then_branch", Branch("Identity")), Ir.Attribute.Subgraph("else_branch", Branch("Neg"))]));
        graph.AddOutput(y);
        using var runner = _factory.Load(SmallModels.Of(graph), new RunnerOptions());

        foreach (var (taken, value) in ((bool, float)[])[(true, 1), (true, 2), (false, 3), (true, 4)])
        {
            var sample = SmallModels.Sample(("x", TensorData.Floats(new Shape(2), value, value)), ("condition", TensorData.Of(ElementType.Bool, Shape.Scalar, (byte[])[taken ? (byte)1 : (byte)0])));
            Assert.AreEqual(taken ? value : -value, runner.Run(sample)[0].ToFloats()[0]);
        }

        Graph Branch(string opType)
        {
            var branch = new Graph { Name = opType };
            var result = new Value(opType, type);
            branch.Append(new Node(opType, [x], [result]));
            branch.AddOutput(result);
            return branch;
        }
    }

    [TestMethod]
    public void An_input_with_a_stored_default_need_not_be_fed()
    {
        var graph = new Graph { Name = "test" };
        var type = SmallModels.Type(ElementType.Float, Dimension.Of(2));
        var x = new Value("x", type);
        var offset = new Value("offset", type);
        graph.AddInput(x);
        graph.AddInput(offset);
        graph.AddInitializer(offset, TensorData.Floats(new Shape(2), 5, 6));
        var y = new Value("y", type);
        graph.Append(new Node("Add", [x, offset], [y]));
        graph.AddOutput(y);
        using var runner = _factory.Load(SmallModels.Of(graph), new RunnerOptions());

        Assert.AreEqual("x", string.Join(',', runner.Inputs.Select(port => port.Name)));
        CollectionAssert.AreEqual((float[])[6, 8], runner.Run(SmallModels.Sample(("x", TensorData.Floats(new Shape(2), 1, 2))))[0].ToFloats());
    }

    [TestMethod]
    public void A_missing_input_is_named_with_the_inputs_there_are()
    {
        var error = Fails(SmallModels.Sample(("image", TensorData.Floats(new Shape(1, 2), 1, 2))));

        Assert.AreEqual(Codes.DataMismatch, error.Diagnostic.Code);
        StringAssert.Contains(error.Diagnostic.Message, "Sample '#1' has no tensor 'x'. The model's inputs are: x Float[batch,2].");
    }

    [TestMethod]
    public void A_wrong_size_is_told_with_both_shapes()
    {
        var error = Fails(SmallModels.Sample(("x", TensorData.Floats(new Shape(1, 3), 1, 2, 3))));

        Assert.AreEqual(Codes.DataMismatch, error.Diagnostic.Code);
        StringAssert.Contains(error.Diagnostic.Message, "Tensor 'x' of sample '#1' is Float[1x3], but the model's input is Float[batch,2].");
    }

    [TestMethod]
    public void A_wrong_rank_is_an_error() =>
        Assert.AreEqual(Codes.DataMismatch, Fails(SmallModels.Sample(("x", TensorData.Floats(new Shape(2), 1, 2)))).Diagnostic.Code);

    [TestMethod]
    public void A_wrong_type_is_an_error() =>
        Assert.AreEqual(Codes.DataMismatch, Fails(SmallModels.Sample(("x", TensorData.Int64s(new Shape(1, 2), 1, 2)))).Diagnostic.Code);

    [TestMethod]
    public void A_failure_of_the_runtime_is_one_line_with_the_sample()
    {
        var type = SmallModels.Type(ElementType.Int64, Dimension.Of(1));
        var graph = new Graph { Name = "test" };
        var x = new Value("x", type);
        graph.AddInput(x);
        var table = graph.AddInitializer("table", TensorData.Floats(new Shape(2), 1, 2));
        var y = new Value("y");
        graph.Append(new Node("Gather", [table, x], [y]));
        graph.AddOutput(y);
        using var runner = _factory.Load(SmallModels.Of(graph), new RunnerOptions());
        runner.Run(SmallModels.Sample(("x", TensorData.Int64s(new Shape(1), 1))));

        var error = Assert.ThrowsExactly<UserErrorException>(() => runner.Run(SmallModels.Sample(("x", TensorData.Int64s(new Shape(1), 9)))));

        Assert.AreEqual(Codes.CannotRun, error.Diagnostic.Code);
        StringAssert.Contains(error.Diagnostic.Message, "'#1'");
        Assert.IsFalse(error.Diagnostic.Message.Contains('\n', StringComparison.Ordinal));
    }

    [TestMethod]
    public void An_output_that_is_no_tensor_is_a_coded_error()
    {
        var type = SmallModels.Type(ElementType.Float, Dimension.Of(2));
        var graph = new Graph { Name = "test" };
        var x = new Value("x", type);
        graph.AddInput(x);
        var y = new Value("y");
        graph.Append(new Node("SequenceConstruct", [x], [y]));
        graph.AddOutput(y);
        using var runner = _factory.Load(SmallModels.Of(graph), new RunnerOptions());

        Assert.IsNull(runner.Outputs[0].Type);
        var error = Assert.ThrowsExactly<UserErrorException>(() => runner.Run(SmallModels.Sample(("x", TensorData.Floats(new Shape(2), 1, 2)))));
        Assert.AreEqual(Codes.CannotRun, error.Diagnostic.Code);
        StringAssert.Contains(error.Diagnostic.Message, "output 'y'");
    }

    [TestMethod]
    [DataRow(ElementType.Int4)]
    [DataRow(ElementType.UInt4)]
    [DataRow(ElementType.Float8E4M3Fn)]
    public void Types_the_binding_does_not_know_are_a_coded_error(ElementType element)
    {
        var input = new TensorData(element, new Shape(2), new byte[element.SizeBytes(2)]);

        var error = Assert.ThrowsExactly<UserErrorException>(() =>
        {
            var model = SmallModels.Unary("Cast", SmallModels.Type(element, Dimension.Of(2)), SmallModels.Type(ElementType.Float, Dimension.Of(2)), Ir.Attribute.Int("to", 1));
            using var runner = _factory.Load(model, new RunnerOptions());
            runner.Run(SmallModels.Sample(("x", input)));
        });

        Assert.AreEqual(Codes.CannotRun, error.Diagnostic.Code);
    }

    private UserErrorException Fails(Sample sample)
    {
        using var runner = _factory.Load(SmallModels.AddRelu([1, 1]), new RunnerOptions());
        return Assert.ThrowsExactly<UserErrorException>(() => runner.Run(sample));
    }
}
