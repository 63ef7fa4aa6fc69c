using ModelCompression.Runtime.Images;
using ModelCompression.Tasks.Accessor;
using ModelCompression.Tasks.Items;
using ModelCompression.Tasks.Preprocessing;
using ModelCompression.Tasks.Signature;

namespace ModelCompression.Tasks.Tests.Accessor;

/// <summary>Accessors of models with a preprocessing spec.</summary>
internal static class ImageModels
{
    public const string Flowers = """
        {
          "schema": 1,
          "inputs": {
            "image": {
              "type": "image",
              "steps": [
                { "resize": { "mode": "shortest", "size": 256, "filter": "bicubic" } },
                { "centerCrop": 224 }
              ],
              "scale": 0.00392156862745098, "mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]
            }
          }
        }
        """;

    public static ModelSignature FlowersSignature => Signatures.Of([Signatures.Tensor("image", 1, "N", "3", "224", "224")], [Signatures.Tensor("scores", 1, "N", "102")]);

    /// <summary>What the spec says of a model's inputs, read as the build does.</summary>
    public static IReadOnlyDictionary<string, ImageSpec> Read(ModelSignature signature, string spec)
    {
        using var project = new TaskProject();
        project.Write("x.pre.json", spec);
        return ImageInputs.Read(new ModelItem(TaskProject.Model("x.onnx", ("Preprocess", "x.pre.json")), project.Directory), project.Directory, signature);
    }

    public static string Generate(ModelSignature signature, string spec, string className = "Flowers", string access = "internal")
    {
        var options = new AccessorOptions(className, "App.Models", access, "App.models.flowers.onnx", "App.models.flowers.json", "models/flowers.onnx", 1_730_000)
        {
            Images = Read(signature, spec),
            SpecDisplayName = "models/flowers.pre.json",
        };
        return AccessorGenerator.Generate(signature, options);
    }
}
