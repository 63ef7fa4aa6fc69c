using ModelCompression.Analysis;
using ModelCompression.Data.Annotations;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;

namespace ModelCompression.Data.Readers;

/// <summary>
/// A YOLO data set: images, and for each a text file of the same name in <c>labels</c> in place of <c>images</c>; an image without one has no objects. With <c>data.yaml</c>
/// its <c>val</c> (else <c>test</c>, <c>train</c>) says which images, and <c>names</c> what the classes are called; without it all images below <c>images</c> count.
/// </summary>
[Strategy("Yolo", "a folder with images/ and labels/*.txt (class x y width height), its images/val, or its data.yaml")]
internal sealed class YoloReader : IDatasetReader
{
    public bool Recognizes(DatasetLocation location) => PictureFolder.IsYolo(location);

    public IDatasetContent Open(DatasetLocation location, DatasetSource source, SampleBuilder builder)
    {
        builder.RequireImages(location);
        var yamlFile = location.IsFile ? location.Files[0] : PictureFolder.YamlOf(location);
        var yaml = yamlFile is null ? null : DataYaml.Read(yamlFile);
        var labels = new YoloLabels(new ObjectClasses(source, location.Name, yaml?.Names).Of);
        var files = yaml is null || yamlFile is null ? YoloFiles.Of(location) : YoloFiles.Of(location, yaml, yamlFile);
        if (files.Images.Count > 0 && !files.Labels.Any())
        {
            var first = files.Images[0];
            throw new UserErrorException(
                Codes.LabelsMissing,
                $"Data set '{location.Name}': none of its {files.Images.Count} images has labels. Those of '{location.RelativeName(first)}' would be in '{location.RelativeName(files.LabelOf(first))}'.",
                location.Path);
        }

        return new AnnotatedContent(builder, [.. files.Images.Select(image => ItemOf(location, files, labels, image))], LabelKind.Boxes, [.. yamlFile is null ? [] : new[] { yamlFile }, .. files.Images, .. files.Labels]);
    }

    private static AnnotatedItem ItemOf(DatasetLocation location, YoloFiles files, YoloLabels labels, string image) => new(
        location.RelativeName(image),
        image,
        files.HasLabel(image) ? placement => labels.Read(files.LabelOf(image), placement) : placement => new BoxesLabel([], placement.Picture));
}
