namespace NetGen.Generator.Graph;

/// <summary>A convolution.</summary>
/// <param name="Window">Its window.</param>
/// <param name="InChannels">Channels of the input, where they are stated.</param>
/// <param name="OutChannels">Channels of the output.</param>
/// <param name="Groups">Groups of channels.</param>
/// <param name="Bias">Whether it has a bias.</param>
internal sealed record ConvOperator(WindowGeometry Window, int? InChannels, int OutChannels, int Groups, bool Bias) : Operator("Conv")
{
    /// <summary>Whether it stands for a [Dense], whose weights it takes: the kernel covers the map at the training size.</summary>
    public bool FromDense { get; init; }

    public override string Description => $"Conv {Describe.Window(Window)}{(Groups > 1 ? $", {Groups.Text()} groups" : "")}";

    public static Operator Read(ArgumentReader arguments)
    {
        var channels = ChannelArguments.Read(arguments);
        return new ConvOperator(
            WindowGeometry.Read(arguments, isPool: false),
            channels.In,
            channels.Out,
            channels.Groups,
            arguments.Flag("Bias", true));
    }
}
