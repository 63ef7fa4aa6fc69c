using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using ModelCompression.Tasks.Items;
using ModelCompression.Tasks.Protocol;

namespace ModelCompression.Tasks;

/// <summary>Turns the engine's messages into messages of the build.</summary>
internal sealed class EngineMessageLog(TaskLoggingHelper log, ItemLog items, IReadOnlyList<ModelItem> models)
{
    public void Report(EngineMessage message)
    {
        var item = models.FirstOrDefault(model => model.Id == message.ItemId);
        switch (message.Kind)
        {
            case "error":
                items.Error(item, message.Code, TextOf(message));
                break;
            case "warning":
                items.Warning(item, message.Code, TextOf(message));
                break;
            case "note":
                items.Note(item, message.Code, TextOf(message));
                break;
            case "progress":
                log.LogMessage(MessageImportance.Normal, "{0}: {1}", message.ItemId, message.Message);
                break;
            case "summary":
                log.LogMessage(message.Work == "cached" ? MessageImportance.Normal : MessageImportance.High, "{0}", message.Message);
                log.LogMessage(MessageImportance.Low, "ModelCompression: {0}: {1}", message.ItemId, message.Work);
                break;
        }
    }

    /// <summary>The diagnostic stands at the item's line; the file it is about is said unless the text does so.</summary>
    private static string TextOf(EngineMessage message) =>
        message.File.Length == 0 || message.Message.Contains(message.File) ? message.Message : $"{message.Message} [{message.File}]";
}
