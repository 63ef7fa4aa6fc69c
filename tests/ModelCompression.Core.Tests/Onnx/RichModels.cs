using ModelCompression.Onnx.Schema;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Onnx;

/// <summary>Models with everything the IR does not model: metadata on all levels, functions, training, devices, annotations, unknown fields.</summary>
internal static class RichModels
{
    public static IEnumerable<ZooModel> All =>
    [
        new("metadata and doc strings on every level", Documented()),
        new("functions", WithFunction()),
        new("training info", WithTraining()),
        new("device configurations", WithDevices()),
        new("quantization annotations", WithAnnotations()),
        new("unknown fields on every level", WithUnknownFields()),
    ];

    private static ModelProto Documented()
    {
        var weight = Protos.Floats("w", 1, 2);
        weight.DocString = "weight";
        weight.MetadataProps.Add(Protos.Entry("tensor", "1"));
        weight.Segment = new TensorProto.Types.Segment { Begin = 0, End = 2 };
        var node = Protos.Node("Add", ["x", "w"], ["y"]);
        (node.Name, node.DocString, node.Overload) = ("add", "adds", "fast");
        node.MetadataProps.Add(Protos.Entry("node", "1"));
        var model = Protos.FromXToY([node], weight);
        foreach (var value in model.Graph.Input.Concat(model.Graph.Output))
        {
            value.DocString = "documented";
            value.MetadataProps.Add([Protos.Entry("value", "1"), Protos.Entry("value", "2")]);
            value.Type.Denotation = "TENSOR";
        }

        model.Graph.DocString = "graph";
        model.Graph.MetadataProps.Add(Protos.Entry("graph", "1"));
        (model.ProducerName, model.ProducerVersion, model.Domain, model.ModelVersion, model.DocString) = ("exporter", "2.1", "org.test", 7, "model");
        model.MetadataProps.Add(Protos.Entry("model", ""));
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "ai.onnx.ml", Version = 3 });
        return model;
    }

    private static ModelProto WithFunction()
    {
        var call = Protos.Node("Twice", ["x"], ["y"], new AttributeProto { Name = "alpha", Type = AttributeProto.Types.AttributeType.Float, F = 2 });
        (call.Domain, call.Overload) = ("local", "v1");
        var model = Protos.FromXToY([call]);
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "local", Version = 1 });
        var function = new FunctionProto { Name = "Twice", Domain = "local", Overload = "v1", DocString = "x + x", Input = { "x" }, Output = { "y" }, Attribute = { "alpha" } };
        function.AttributeProto.Add(new AttributeProto { Name = "beta", Type = AttributeProto.Types.AttributeType.Int, I = 3 });
        function.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = 21 });
        function.Node.Add(Protos.Node("Elu", ["x"], ["e"], new AttributeProto { Name = "alpha", RefAttrName = "alpha", Type = AttributeProto.Types.AttributeType.Float }));
        function.Node.Add(Protos.Node("Add", ["e", "e"], ["y"]));
        function.ValueInfo.Add(Protos.Info("e", ElementType.Float, 2));
        function.MetadataProps.Add(Protos.Entry("f", "1"));
        model.Functions.Add(function);
        return model;
    }

    private static ModelProto WithTraining()
    {
        var model = Protos.FromXToY([Protos.Node("Add", ["x", "w"], ["y"])], Protos.Floats("w", 1, 2));
        model.TrainingInfo.Add(new TrainingInfoProto
        {
            Initialization = Protos.Graph("init", [], [Protos.Node("RandomNormal", [], ["w0"])], [Protos.Info("w0", ElementType.Float, 2)]),
            Algorithm = Protos.Graph("step", [], [Protos.Node("Neg", ["w"], ["w1"])], [Protos.Info("w1", ElementType.Float, 2)]),
            InitializationBinding = { Protos.Entry("w", "w0") },
            UpdateBinding = { Protos.Entry("w", "w1") },
        });
        return model;
    }

    private static ModelProto WithDevices()
    {
        var node = Protos.Node("Add", ["x", "w"], ["y"]);
        var sharding = new ShardingSpecProto { TensorName = "w", Device = { 0, 1 } };
        sharding.IndexToDeviceGroupMap.Add(new IntIntListEntryProto { Key = 0, Value = { 0, 1 } });
        sharding.ShardedDim.Add(new ShardedDimProto { Axis = 0, SimpleSharding = { new SimpleShardedDimProto { DimParam = "n", NumShards = 2 } } });
        node.DeviceConfigurations.Add(new NodeDeviceConfigurationProto { ConfigurationId = "two", ShardingSpec = { sharding }, PipelineStage = 1 });
        var model = Protos.FromXToY([node], Protos.Floats("w", 1, 2));
        model.Configuration.Add(new DeviceConfigurationProto { Name = "two", NumDevices = 2, Device = { "a", "b" } });
        return model;
    }

    private static ModelProto WithAnnotations()
    {
        var model = Protos.FromXToY([Protos.Node("Neg", ["x"], ["h"]), Protos.Node("Neg", ["h"], ["y"])], Protos.Floats("h_scale", 0.1f), Protos.Floats("h_zero", 0));
        model.Graph.QuantizationAnnotation.Add(new TensorAnnotation
        {
            TensorName = "h",
            QuantParameterTensorNames = { Protos.Entry("SCALE_TENSOR", "h_scale"), Protos.Entry("ZERO_POINT_TENSOR", "h_zero") },
        });
        return model;
    }

    private static ModelProto WithUnknownFields()
    {
        var sub = Protos.WithUnknownField(Protos.Graph("sub", [], [Protos.WithUnknownField(Protos.Node("Neg", ["x"], ["n"]), "inner node")], [Protos.Info("n")]), "subgraph");
        var attribute = Protos.WithUnknownField(Protos.Subgraph("body", sub), "attribute");
        var node = Protos.WithUnknownField(Protos.Node("Custom", ["x", "w"], ["h"], attribute), "node");
        var weight = Protos.WithUnknownField(Protos.Floats("w", 1, 2), "tensor");
        var model = Protos.FromXToY([node, Protos.Node("Neg", ["h"], ["y"])], weight);
        model.Graph.Input[0] = Protos.WithUnknownField(model.Graph.Input[0], "input");
        model.Graph.Output[0] = Protos.WithUnknownField(model.Graph.Output[0], "output");
        model.Graph.ValueInfo.Add(Protos.WithUnknownField(Protos.Info("h"), "value_info"));
        model.OpsetImport[0] = Protos.WithUnknownField(model.OpsetImport[0], "opset");
        model.Graph = Protos.WithUnknownField(model.Graph, "graph");
        return Protos.WithUnknownField(model, "model");
    }
}
