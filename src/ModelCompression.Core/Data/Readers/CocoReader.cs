using ModelCompression.Analysis;
using ModelCompression.Data.Annotations;
using ModelCompression.Data.Images;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Runtime.Images;

namespace ModelCompression.Data.Readers;

/// <summary>
/// A COCO JSON file: images in the order of their ids, and the boxes of their objects. Categories become classes 0, 1, 2, ... in the order of their ids, or by their names where
/// the model's class names are given. A file without annotations has no labels.
/// </summary>
[Strategy("Coco", "a COCO .json file (images, annotations, categories), its images beside it, in images/ or in a folder named like its part, such as val2017")]
internal sealed class CocoReader : IDatasetReader
{
    public bool Recognizes(DatasetLocation location) => PictureFolder.IsCoco(location);

    public IDatasetContent Open(DatasetLocation location, DatasetSource source, SampleBuilder builder)
    {
        builder.RequireImages(location);
        var file = location.IsFile ? location.Files[0] : Path.Combine(location.Root, PictureFolder.CocoName);
        var coco = CocoFile.Read(file);
        if (coco.Images.Count == 0)
        {
            throw new UserErrorException(Codes.EmptyData, $"Data set '{location.Name}' holds no images.", location.Path);
        }

        var hasLabels = coco.Objects.Count > 0;
        var classes = new ObjectClasses(source, location.Name, [.. coco.Categories.Select(category => category.Name)]);
        var used = coco.Objects.SelectMany(objects => objects).Select(found => found.Category).ToHashSet();
        var classOf = coco.Categories.Index().Where(category => used.Contains(category.Item.Id)).ToDictionary(
            category => category.Item.Id, category => classes.Of(category.Index, FormattableString.Invariant($"category {category.Item.Id} of '{Path.GetFileName(file)}'")));
        var root = location with { Root = CocoPictures.FolderOf(file, coco.Images[0]) };
        var items = coco.Images.Select(image => new AnnotatedItem(
            image.FileName, ListedFile.Contained(root, image.FileName, file, image.Line), hasLabels ? placement => Label(image, coco.Objects[image.Id], classOf, placement, file) : null)).ToArray();
        return new AnnotatedContent(builder, items, hasLabels ? LabelKind.Boxes : LabelKind.None, [file, .. items.Select(item => item.File)]);
    }

    private static BoxesLabel Label(CocoImage image, IEnumerable<CocoObject> objects, IReadOnlyDictionary<long, int> classes, ImagePlacement placement, string file)
    {
        var size = new PixelSize(image.Width, image.Height);
        var isStored = size != placement.Upright && size == placement.Stored;
        if (size != placement.Upright && !isStored && image is { Width: > 0, Height: > 0 })
        {
            throw DataFile.Invalid(file, FormattableString.Invariant(
                $"gives image '{image.FileName}' in line {image.Line} {image.Width} x {image.Height} pixels, but the file has {placement.Upright.Width} x {placement.Upright.Height}; its boxes belong to another picture"));
        }

        var boxes = objects.Select(found => (found, Box: placement.Place(isStored ? placement.FromStored(found.Box) : found.Box)));
        return new BoxesLabel([.. boxes.Where(pair => pair.Box is not null).Select(pair => new LabelledBox(classes[pair.found.Category], pair.Box!, pair.found.IsCrowd))], placement.Picture); // not null: filtered
    }
}
