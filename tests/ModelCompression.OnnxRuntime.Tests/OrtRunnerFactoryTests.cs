using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Onnx;
using ModelCompression.Tensors;

namespace ModelCompression.OnnxRuntime.Tests;

[TestClass]
public sealed class OrtRunnerFactoryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("runner tests é").FullName;
    private readonly OrtRunnerFactory _factory = new();
    private readonly Sample _sample = SmallModels.Sample(("x", TensorData.Floats(new Shape(1, 2), 1, -3)));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void Names_the_runtime_with_its_version() => Assert.AreEqual("ONNX Runtime 1.31.1", _factory.Runtime);

    [TestMethod]
    [DataRow(1, true, false)]
    [DataRow(2, true, false)]
    [DataRow(1, false, false)]
    [DataRow(1, true, true)]
    public void Runs_a_file_under_all_options(int threads, bool optimize, bool exact)
    {
        using var runner = _factory.Load(Write(SmallModels.AddRelu([1, 1])), new RunnerOptions(threads, optimize, exact));

        CollectionAssert.AreEqual((float[])[2, 0], runner.Run(_sample)[0].ToFloats());
    }

    [TestMethod]
    public void Nodes_of_a_file_may_share_a_name()
    {
        var model = SmallModels.AddRelu([1, 1]);
        foreach (var node in model.Graph.Nodes)
        {
            node.Name = "layer";
        }

        using var runner = _factory.Load(Write(model), new RunnerOptions());

        CollectionAssert.AreEqual((float[])[2, 0], runner.Run(_sample)[0].ToFloats());
    }

    [TestMethod]
    public void A_missing_file_is_a_coded_error() => Assert.AreEqual(Codes.ModelNotFound, Fails(Path.Combine(_folder, "none.onnx")).Diagnostic.Code);

    [TestMethod]
    public void A_file_that_is_no_model_is_one_line_that_names_it()
    {
        var path = Path.Combine(_folder, "bad.onnx");
        File.WriteAllText(path, "no model");

        var error = Fails(path);

        Assert.AreEqual(Codes.InvalidModel, error.Diagnostic.Code);
        Assert.AreEqual(path, error.Diagnostic.Where);
        Assert.IsFalse(error.Diagnostic.Message.Contains('\n', StringComparison.Ordinal));
    }

    [TestMethod]
    public void A_file_with_an_unknown_operator_is_named()
    {
        var type = SmallModels.Type(ElementType.Float, Dimension.Of(2));
        var path = Write(SmallModels.Unary("Imaginary", type, type));

        var error = Fails(path);

        Assert.AreEqual(Codes.CannotRun, error.Diagnostic.Code);
        Assert.AreEqual(path, error.Diagnostic.Where);
    }

    [TestMethod]
    public void An_unknown_operator_is_a_coded_error()
    {
        var type = SmallModels.Type(ElementType.Float, Dimension.Of(2));
        var error = Assert.ThrowsExactly<UserErrorException>(() => _factory.Load(SmallModels.Unary("Imaginary", type, type), new RunnerOptions()));

        Assert.AreEqual(Codes.CannotRun, error.Diagnostic.Code);
        StringAssert.Contains(error.Diagnostic.Message, "Imaginary");
    }

    [TestMethod]
    public void Extra_outputs_follow_the_models_own_in_the_order_asked()
    {
        var model = SmallModels.AddRelu([1, 1]);
        var y = model.Graph.Outputs[0];
        var sum = model.Graph.Nodes.First().Output(0);
        var x = model.Graph.Inputs[0];
        using var runner = _factory.Load(model, new RunnerOptions(Optimize: false), [sum, x, y]);

        var outputs = runner.Run(_sample);

        Assert.AreEqual("y,sum,x,y", string.Join(',', runner.Outputs.Select(port => port.Name)));
        CollectionAssert.AreEqual((float[])[2, 0], outputs[0].ToFloats());
        CollectionAssert.AreEqual((float[])[2, -2], outputs[1].ToFloats());
        CollectionAssert.AreEqual((float[])[1, -3], outputs[2].ToFloats());
        CollectionAssert.AreEqual((float[])[2, 0], outputs[3].ToFloats());
        Assert.HasCount(1, model.Graph.Outputs);
    }

    [TestMethod]
    public void Extra_outputs_are_right_when_buffers_are_reused()
    {
        var model = SmallModels.AddRelu([1, 1]);
        using var runner = _factory.Load(model, new RunnerOptions(), [model.Graph.Nodes.First().Output(0), model.Graph.Inputs[0], model.Graph.Outputs[0]]);

        runner.Run(_sample);
        var outputs = runner.Run(SmallModels.Sample(("x", TensorData.Floats(new Shape(1, 2), -5, 4))));

        CollectionAssert.AreEqual((float[])[0, 5], outputs[0].ToFloats());
        CollectionAssert.AreEqual((float[])[-4, 5], outputs[1].ToFloats());
        CollectionAssert.AreEqual((float[])[-5, 4], outputs[2].ToFloats());
        CollectionAssert.AreEqual((float[])[0, 5], outputs[3].ToFloats());
    }

    [TestMethod]
    public void A_large_model_goes_through_a_file_that_is_removed()
    {
        var factory = new OrtRunnerFactory(_folder, maxBytesInMemory: 0);
        var model = SmallModels.AddRelu([1, 1]);
        using (var runner = factory.Load(model, new RunnerOptions(), [model.Graph.Nodes.First().Output(0)]))
        {
            Assert.HasCount(1, Directory.GetDirectories(_folder));
            Assert.AreEqual("y,sum", string.Join(',', runner.Outputs.Select(port => port.Name)));
            CollectionAssert.AreEqual((float[])[2, 0], runner.Run(_sample)[0].ToFloats());
        }

        Assert.IsEmpty(Directory.GetFileSystemEntries(_folder));
    }

    [TestMethod]
    public void A_large_model_that_does_not_load_leaves_no_file()
    {
        var factory = new OrtRunnerFactory(_folder, maxBytesInMemory: 0);
        var type = SmallModels.Type(ElementType.Float, Dimension.Of(2));

        Assert.ThrowsExactly<UserErrorException>(() => factory.Load(SmallModels.Unary("Imaginary", type, type), new RunnerOptions()));

        Assert.IsEmpty(Directory.GetFileSystemEntries(_folder));
    }

    [TestMethod]
    public void External_data_beside_the_model_is_used()
    {
        var path = Path.Combine(_folder, "model.onnx");
        OnnxWriter.Write(WithWeights(), path, maxBytes: 100);
        Assert.IsTrue(File.Exists(path + ".data"));

        using var runner = _factory.Load(path, new RunnerOptions());

        Assert.AreEqual(2f, runner.Run(WideSample())[0].ToFloats()[0]);
    }

    [TestMethod]
    public void External_data_outside_the_models_folder_is_refused()
    {
        var inner = Directory.CreateDirectory(Path.Combine(_folder, "inner")).FullName;
        var path = Path.Combine(inner, "model.onnx");
        OnnxWriter.Write(WithWeights(), path, maxBytes: 100);
        File.Move(path + ".data", Path.Combine(_folder, "outside"));
        File.CreateSymbolicLink(path + ".data", Path.Combine(_folder, "outside"));

        Assert.AreEqual(Codes.InvalidExternalData, Fails(path).Diagnostic.Code);
    }

    [TestMethod]
    public void The_optimized_graph_shows_fusions_and_leaves_no_file()
    {
        var factory = new OrtRunnerFactory(_folder);
        var path = Write(Gemm());

        var optimized = factory.Optimized(path);

        Assert.AreEqual("FusedGemm", string.Join(',', optimized.Graph.Nodes.Select(node => node.OpType)));
        CollectionAssert.AreEqual((string[])[path], Directory.GetFileSystemEntries(_folder));
    }

    private static Model Gemm()
    {
        var type = SmallModels.Type(ElementType.Float, Dimension.Named("batch"), Dimension.Of(2));
        var graph = new Graph { Name = "test" };
        var x = new Value("x", type);
        graph.AddInput(x);
        var weight = graph.AddInitializer("weight", TensorData.Floats(new Shape(2, 2), 1, 2, 3, 4));
        var product = new Value("product", type);
        graph.Append(new Node("Gemm", [x, weight], [product]));
        var active = new Value("active", type);
        graph.Append(new Node("Relu", [product], [active]));
        graph.AddOutput(active);
        return SmallModels.Of(graph);
    }

    private static Model WithWeights()
    {
        var type = SmallModels.Type(ElementType.Float, Dimension.Of(4096));
        var graph = new Graph { Name = "test" };
        var x = new Value("x", type);
        graph.AddInput(x);
        var weight = graph.AddInitializer("weight", TensorData.Floats(new Shape(4096), Enumerable.Repeat(1f, 4096).ToArray()));
        var y = new Value("y", type);
        graph.Append(new Node("Add", [x, weight], [y]));
        graph.AddOutput(y);
        return SmallModels.Of(graph);
    }

    private static Sample WideSample() => SmallModels.Sample(("x", TensorData.Floats(new Shape(4096), Enumerable.Repeat(1f, 4096).ToArray())));

    private string Write(Model model)
    {
        var path = Path.Combine(_folder, "model.onnx");
        OnnxWriter.Write(model, path);
        return path;
    }

    private UserErrorException Fails(string path) => Assert.ThrowsExactly<UserErrorException>(() => _factory.Load(path, new RunnerOptions()));
}
