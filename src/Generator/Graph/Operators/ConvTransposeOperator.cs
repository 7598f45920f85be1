using System;

namespace NetGen.Generator.Graph;

/// <summary>A transposed convolution.</summary>
/// <param name="Window">Its window.</param>
/// <param name="InChannels">Channels of the input, where they are stated.</param>
/// <param name="OutChannels">Channels of the output.</param>
/// <param name="Groups">Groups of channels.</param>
/// <param name="Bias">Whether it has a bias.</param>
/// <param name="OutputPad">Rows and columns added at the bottom and right of the output.</param>
internal sealed record ConvTransposeOperator(WindowGeometry Window, int? InChannels, int OutChannels, int Groups, bool Bias, int OutputPad)
    : Operator("ConvTranspose")
{
    public override string Description => $"ConvTranspose {Describe.Window(Window)}{(Groups > 1 ? $", {Groups.Text()} groups" : "")}";

    public static Operator Read(ArgumentReader arguments)
    {
        var channels = ChannelArguments.Read(arguments);
        var window = WindowGeometry.Read(arguments, isPool: false);
        var outputPad = arguments.Integer("OutputPad", 0, "the output padding", 0);
        foreach (var axis in new[] { window.Rows, window.Columns })
        {
            var limit = Math.Max(axis.Stride, axis.Dilation);
            if (outputPad < limit) continue;
            arguments.OutOfRange(
                "OutputPad",
                $"the output padding is {outputPad.Text()}, but must be less than the stride or the dilation, {limit.Text()}");
            outputPad = 0;
        }

        if (window.Same && outputPad > 0)
        {
            arguments.OutOfRange("OutputPad", "OutputPad cannot be combined with Same, which computes the padding");
        }

        return new ConvTransposeOperator(
            window,
            channels.In,
            channels.Out,
            channels.Groups,
            arguments.Flag("Bias", true),
            window.Same ? 0 : outputPad);
    }
}
