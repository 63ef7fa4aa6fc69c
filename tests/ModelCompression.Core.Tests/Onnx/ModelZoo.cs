using ModelCompression.Onnx.Schema;
using ModelCompression.Tensors;
using static ModelCompression.Onnx.Schema.AttributeProto.Types;

namespace ModelCompression.Core.Tests.Onnx;

/// <summary>Generated models that together use every part of the format.</summary>
internal static class ModelZoo
{
    public static IEnumerable<ZooModel> All =>
    [
        .. TensorSamples.All.Select(WithTensor),
        .. Attributes().Select(WithAttribute),
        new("sparse initializer", WithSparse(irVersion: 10, isInput: false)),
        new("sparse initializer that is an input", WithSparse(irVersion: 3, isInput: true)),
        new("overridable initializer with a free axis", Overridable()),
        new("initializers as inputs, IR 3", InitializersAsInputs()),
        new("absent inputs and outputs", Absent()),
        new("types other than tensors", OtherTypes()),
        new("an input that is an output, and an output twice", PassedThrough()),
        new("default domain by its long name", LongDomain()),
        new("value_info", ValueInfos()),
        new("unused names in value_info", UnknownValueInfo()),
        new("attribute without type, IR 2", WithoutAttributeType()),
        .. RichModels.All,
        .. ControlFlowModels.All,
    ];

    private static ZooModel WithTensor(TensorSample sample)
    {
        var element = (ElementType)sample.Message.DataType;
        var initializer = sample.Message.Clone();
        initializer.Name = "w";
        var graph = Protos.Graph(
            "main",
            [],
            [Protos.Node("Identity", ["w"], ["a"]), Protos.Node("Constant", [], ["b"], Protos.Value(sample.Message))],
            [Protos.Info("a", element, 3), Protos.Info("b", element, 3)],
            initializer);
        return new ZooModel($"tensor {sample.Name}", Protos.Model(graph));
    }

    private static IEnumerable<AttributeProto> Attributes()
    {
        var tensor = Protos.Floats("t", 1, 2);
        var sparse = Sparse("s");
        var type = Protos.Info("any", ElementType.Int8, "n").Type;
        var graph = Protos.Graph("sub", [], [Protos.Node("Neg", ["x"], ["n"])], [Protos.Info("n")]);
        var second = Protos.Graph("sub2", [], [Protos.Node("Neg", ["x"], ["m"])], [Protos.Info("m")]);
        return
        [
            new() { Type = AttributeType.Float, F = 0.5f },
            new() { Type = AttributeType.Float, F = 0 },
            new() { Type = AttributeType.Int, I = long.MinValue },
            new() { Type = AttributeType.String, S = Protos.Text("é"), DocString = "documented" },
            new() { Type = AttributeType.Tensor, T = tensor },
            new() { Type = AttributeType.Graph, G = graph },
            new() { Type = AttributeType.SparseTensor, SparseTensor = sparse },
            new() { Type = AttributeType.TypeProto, Tp = type },
            new() { Type = AttributeType.Floats, Floats = { 1, float.NaN } },
            new() { Type = AttributeType.Ints, Ints = { 1, -1 } },
            new() { Type = AttributeType.Ints },
            new() { Type = AttributeType.Strings, Strings = { Protos.Text("a"), Protos.Text("") } },
            new() { Type = AttributeType.Tensors, Tensors = { tensor, Protos.Raw("r", ElementType.UInt8, [1], 7) } },
            new() { Type = AttributeType.Graphs, Graphs = { graph, second } },
            new() { Type = AttributeType.SparseTensors, SparseTensors = { sparse, sparse } },
            new() { Type = AttributeType.TypeProtos, TypeProtos = { type, type } },
            new() { Type = AttributeType.Undefined },
            new() { Type = AttributeType.Int, RefAttrName = "outer" },
        ];
    }

    private static ZooModel WithAttribute(AttributeProto attribute)
    {
        attribute = attribute.Clone();
        attribute.Name = "value";
        var node = Protos.Node("Custom", ["x"], ["y"], attribute);
        node.Domain = "test";
        var model = Protos.FromXToY([node]);
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "test", Version = 3 });
        return new ZooModel($"attribute {attribute.Type} {(attribute.HasRefAttrName ? "by reference" : "")}", model);
    }

    private static SparseTensorProto Sparse(string name) => new()
    {
        Values = Protos.Floats(name, 5),
        Indices = Protos.Tensor("", ElementType.Int64, [1], t => t.Int64Data.Add(1)),
        Dims = { 2 },
    };

    private static ModelProto WithSparse(long irVersion, bool isInput)
    {
        var model = Protos.FromXToY([Protos.Node("Add", ["x", "s"], ["y"])]);
        model.IrVersion = irVersion;
        model.Graph.SparseInitializer.Add(Sparse("s"));
        if (isInput)
        {
            model.Graph.Input.Add(Protos.Info("s", ElementType.Float, 2));
        }

        return model;
    }

    private static ModelProto Overridable()
    {
        var model = Protos.FromXToY([Protos.Node("Add", ["x", "w"], ["y"])], Protos.Floats("w", 1, 2), Protos.Floats("fixed", 1));
        model.Graph.Input.Add(Protos.Info("w", ElementType.Float, "n"));
        return model;
    }

    private static ModelProto InitializersAsInputs()
    {
        var model = Protos.FromXToY([Protos.Node("Add", ["x", "w"], ["y"])], Protos.Floats("w", 1, 2));
        model.IrVersion = 3;
        model.Graph.Input.Add(Protos.Info("w", ElementType.Float, 2));
        return model;
    }

    private static ModelProto Absent() => Protos.FromXToY([
        Protos.Node("Clip", ["x", "", "max"], ["c"]),
        Protos.Node("Dropout", ["c", "", ""], ["y", ""]),
        Protos.Node("Custom", [], ["", "unused"]),
    ], Protos.Tensor("max", ElementType.Float, [], t => t.FloatData.Add(6)));

    private static ModelProto OtherTypes()
    {
        var text = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)ElementType.String }, Denotation = "TEXT" };
        var outputs = new Dictionary<string, TypeProto>
        {
            ["sequence"] = new() { SequenceType = new TypeProto.Types.Sequence { ElemType = text } },
            ["map"] = new() { MapType = new TypeProto.Types.Map { KeyType = (int)ElementType.Int64, ValueType = text } },
            ["optional"] = new() { OptionalType = new TypeProto.Types.Optional { ElemType = text } },
            ["sparse"] = new() { SparseTensorType = new TypeProto.Types.SparseTensor { ElemType = 1, Shape = new TensorShapeProto() } },
            ["opaque"] = new() { OpaqueType = new TypeProto.Types.Opaque { Domain = "d", Name = "n" } },
            ["text"] = text,
        };
        var graph = Protos.Graph("main", [], outputs.Keys.Select(name => Protos.Node("Make", [], [name])), outputs.Select(output => new ValueInfoProto { Name = output.Key, Type = output.Value }));
        graph.Output.Add(new ValueInfoProto { Name = "untyped" });
        graph.Node.Add(Protos.Node("Make", [], ["untyped"]));
        var shape = new TensorShapeProto();
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = "n", Denotation = "DATA_BATCH" });
        shape.Dim.Add(new TensorShapeProto.Types.Dimension());
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = -1 });
        graph.Output[5].Type.TensorType.Shape = shape;
        return Protos.Model(graph);
    }

    private static ModelProto PassedThrough()
    {
        var model = Protos.FromXToY([Protos.Node("Neg", ["x"], ["y"])]);
        var again = Protos.Info("x", ElementType.Float, "other");
        again.DocString = "the input as an output";
        model.Graph.Output.Add([again, Protos.Info("y", ElementType.Float, 2)]);
        return model;
    }

    private static ModelProto LongDomain()
    {
        var node = Protos.Node("Neg", ["x"], ["y"]);
        node.Domain = "ai.onnx";
        var model = Protos.FromXToY([node]);
        model.OpsetImport[0].Domain = "ai.onnx";
        return model;
    }

    private static ModelProto ValueInfos()
    {
        var model = Protos.FromXToY([Protos.Node("Add", ["x", "w"], ["a"]), Protos.Node("Neg", ["a"], ["y"])], Protos.Floats("w", 1, 2));
        var info = Protos.Info("a", ElementType.Float, "n");
        info.DocString = "sum";
        info.MetadataProps.Add(Protos.Entry("k", "v"));
        model.Graph.ValueInfo.Add([Protos.Info("w", ElementType.Float, 2), info]);
        return model;
    }

    private static ModelProto UnknownValueInfo()
    {
        var model = Protos.FromXToY([Protos.Node("Neg", ["x"], ["y"])]);
        model.Graph.ValueInfo.Add(Protos.Info("gone", ElementType.Float, 2));
        return model;
    }

    private static ModelProto WithoutAttributeType()
    {
        var node = Protos.Node("Softmax", ["x"], ["y"], new AttributeProto { Name = "axis", I = 0 }, new AttributeProto { Name = "pads", Ints = { 1, 2 } });
        var model = Protos.FromXToY([node]);
        model.IrVersion = 2;
        return model;
    }
}
